package org.joulelake.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedCatalog;
import org.joulelake.embedded.EmbeddedS3;
import org.joulelake.embedded.RestCatalogServer;

/** The parts of an embedded lake that a query needs: S3 endpoint and REST catalog on the files of a folder. */
public final class LocalLake implements AutoCloseable {

    private static final String WAREHOUSE = "s3://joulelake/warehouse";

    private final EmbeddedS3 s3;
    private final RestCatalogServer catalog;

    private LocalLake(EmbeddedS3 s3, RestCatalogServer catalog) {
        this.s3 = s3;
        this.catalog = catalog;
    }

    /**
     * Starts both services on a folder that is open.
     *
     * @throws CommandException if one does not start, such as when its port is in use
     */
    public static LocalLake start(LakeDirectory directory, Ports ports) {
        try {
            Files.createDirectories(directory.objects());
        } catch (IOException e) {
            throw new CommandException("cannot make " + directory.objects() + ": " + e.getMessage(), e);
        }
        EmbeddedS3 s3 = Services.start(() -> EmbeddedS3.start(directory.objects(), ports.s3()));
        try {
            return new LocalLake(
                    s3,
                    Services.start(
                            () -> EmbeddedCatalog.start(directory.catalogFile(), s3, WAREHOUSE, ports.catalog())));
        } catch (RuntimeException e) {
            s3.close();
            throw e;
        }
    }

    /** How to reach the lake. */
    public CatalogSettings catalogSettings() {
        return CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "rest",
                "catalog.uri", catalog.uri().toString(),
                "catalog.warehouse", WAREHOUSE,
                "s3.endpoint", s3.endpoint().toString(),
                "s3.region", s3.region(),
                "s3.path-style-access", "true",
                "s3.access-key-id", s3.accessKeyId(),
                "s3.secret-access-key", s3.secretAccessKey())));
    }

    URI s3Endpoint() {
        return s3.endpoint();
    }

    URI catalogUri() {
        return catalog.uri();
    }

    @Override
    public void close() {
        try (EmbeddedS3 last = s3) {
            catalog.close();
        }
    }
}

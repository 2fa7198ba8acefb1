package org.joulelake.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

/** How commands reach the lake of a run. */
final class LakeSettings {

    static final String WAREHOUSE = "s3://joulelake/warehouse";

    private LakeSettings() {}

    static Map<String, String> of(LakePorts ports) {
        return Map.of(
                "catalog.kind",
                "rest",
                "catalog.uri",
                LakePorts.address(ports.catalogProxy()),
                "catalog.warehouse",
                WAREHOUSE,
                "s3.endpoint",
                LakePorts.address(ports.proxy()),
                "s3.region",
                EmbeddedS3.REGION,
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                EmbeddedS3.ACCESS_KEY_ID,
                "s3.secret-access-key",
                EmbeddedS3.SECRET_ACCESS_KEY);
    }

    static CatalogSettings catalog(LakePorts ports) {
        return CatalogSettings.from(Settings.of(of(ports)));
    }

    /** Writes them as a file for {@code --config}. */
    static void write(LakePorts ports, Path file) {
        Properties properties = new Properties();
        properties.putAll(of(ports));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

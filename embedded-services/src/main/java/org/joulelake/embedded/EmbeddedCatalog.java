package org.joulelake.embedded;

import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The catalog of a lake on one computer: names in an SQLite file, metadata and data on an {@link EmbeddedS3}, served over
 * REST.
 *
 * <p>Clients need {@code type=rest} and {@code uri}; that tables are read and written with S3FileIO, and the endpoint,
 * region, path style and access key for it, they are told by the catalog. Writers that race should raise the table
 * property {@code commit.retry.num-retries}: four, the default, is too few for a dozen of them.
 */
public final class EmbeddedCatalog {

    private static final String S3_FILE_IO = "org.apache.iceberg.aws.s3.S3FileIO";

    /** How long another process that has the file open may keep us waiting, in ms. */
    private static final String BUSY_TIMEOUT_MS = "30000";

    private EmbeddedCatalog() {}

    /**
     * Starts the catalog.
     *
     * @param sqliteFile where the catalog keeps its names; made if missing
     * @param s3 holds the warehouse; must outlive the catalog
     * @param warehouse where tables go that have no location of their own, such as {@code s3://joulelake/warehouse}; its
     *     bucket need not exist yet
     * @param port on 127.0.0.1; 0 for a free one
     * @throws ServiceStartException if the port is in use or the file cannot be used
     */
    public static RestCatalogServer start(Path sqliteFile, EmbeddedS3 s3, String warehouse, int port) {
        return start(sqliteFile, s3.endpoint(), warehouse, port);
    }

    /**
     * As {@link #start(Path, EmbeddedS3, String, int)}, with an {@link EmbeddedS3} of another process.
     *
     * @param s3Endpoint where the catalog and its clients reach it
     */
    public static RestCatalogServer start(Path sqliteFile, URI s3Endpoint, String warehouse, int port) {
        Map<String, String> clientDefaults = storage(s3Endpoint);
        JdbcCatalog backing = open(sqliteFile, clientDefaults, warehouse);
        try {
            return RestCatalogServer.start(backing, clientDefaults, port, backing::close);
        } catch (RuntimeException e) {
            backing.close();
            throw e;
        }
    }

    /** Catalog properties that reach the endpoint. */
    private static Map<String, String> storage(URI endpoint) {
        return Map.of(
                CatalogProperties.FILE_IO_IMPL,
                S3_FILE_IO,
                "s3.endpoint",
                endpoint.toString(),
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                EmbeddedS3.ACCESS_KEY_ID,
                "s3.secret-access-key",
                EmbeddedS3.SECRET_ACCESS_KEY,
                "s3.region",
                EmbeddedS3.REGION,
                "client.region",
                EmbeddedS3.REGION);
    }

    private static JdbcCatalog open(Path sqliteFile, Map<String, String> storage, String warehouse) {
        Map<String, String> properties = new HashMap<>(storage);
        properties.put(CatalogProperties.URI, "jdbc:sqlite:" + sqliteFile);
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put("jdbc.schema-version", "V1");
        properties.put("jdbc.strict-mode", "true");
        properties.put("jdbc.busy_timeout", BUSY_TIMEOUT_MS);
        properties.put("jdbc.journal_mode", "WAL");
        // One connection: SQLite lets one writer in at a time, and a second one here would only find the file locked.
        properties.put(CatalogProperties.CLIENT_POOL_SIZE, "1");
        JdbcCatalog catalog = new JdbcCatalog();
        try {
            Files.createDirectories(sqliteFile.toAbsolutePath().getParent());
            catalog.initialize("embedded", properties);
            return catalog;
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw new ServiceStartException(
                    "The catalog cannot start with its names in %s: %s".formatted(sqliteFile, e.getMessage()), e);
        }
    }
}

package org.joulelake.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.joulelake.embedded.EmbeddedS3;

/** One server for all tests, a database for each. */
class PostgresLakeTablesTest extends LakeTablesSuite {

    private static EmbeddedPostgres postgres;
    private static int databases;

    @BeforeAll
    static void startServer(@TempDir Path data) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres"))
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        postgres.close();
    }

    @Override
    Map<String, String> startCatalog(Path emptyFolder, EmbeddedS3 storage) throws SQLException {
        String database = "lake" + databases++;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database,
                "catalog.user", "postgres",
                "catalog.password", "postgres");
    }

    @Override
    void stopCatalog() {}
}

package org.joulelake.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.joulelake.embedded.EmbeddedS3;

class PostgresLakeTablesTest extends LakeTablesSuite {

    private EmbeddedPostgres postgres;

    @Override
    Map<String, String> startCatalog(Path emptyFolder, EmbeddedS3 storage) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(emptyFolder.resolve("postgres"))
                .start();
        return Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "catalog.user", "postgres",
                "catalog.password", "postgres");
    }

    @Override
    void stopCatalog() throws IOException {
        postgres.close();
    }
}

package org.joulelake.catalog;

import java.nio.file.Path;
import java.util.Map;

import org.joulelake.embedded.EmbeddedS3;

class SqliteLakeTablesTest extends LakeTablesSuite {

    @Override
    Map<String, String> startCatalog(Path emptyFolder, EmbeddedS3 storage) {
        return Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:sqlite:" + emptyFolder.resolve("catalog.db"),
                // SQLite lets one writer in at a time; the others wait instead of failing.
                "catalog.property.jdbc.busy_timeout", "30000",
                "catalog.property.clients", "1");
    }

    @Override
    void stopCatalog() {}
}

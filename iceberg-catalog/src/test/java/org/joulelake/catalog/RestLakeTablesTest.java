package org.joulelake.catalog;

import java.nio.file.Path;
import java.util.Map;

import org.joulelake.embedded.EmbeddedCatalog;
import org.joulelake.embedded.EmbeddedS3;
import org.joulelake.embedded.RestCatalogServer;

class RestLakeTablesTest extends LakeTablesSuite {

    private RestCatalogServer server;

    @Override
    Map<String, String> startCatalog(Path emptyFolder, EmbeddedS3 storage) {
        server =
                EmbeddedCatalog.start(emptyFolder.resolve("catalog.db"), storage, CatalogSettings.DEFAULT_WAREHOUSE, 0);
        return Map.of("catalog.kind", "rest", "catalog.uri", server.uri().toString());
    }

    @Override
    void stopCatalog() {
        server.close();
    }
}

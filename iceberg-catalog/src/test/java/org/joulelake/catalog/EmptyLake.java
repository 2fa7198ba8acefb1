package org.joulelake.catalog;

import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.inmemory.InMemoryCatalog;

import java.util.Map;

/** A catalog with the namespace of our tables and nothing in it. */
final class EmptyLake {

    private EmptyLake() {}

    static InMemoryCatalog inMemory() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("lake", Map.of());
        catalog.createNamespace(Namespace.of("power"));
        return catalog;
    }
}

package org.joulelake.faults.storage;

import java.net.URI;
import java.nio.file.Path;

import org.joulelake.embedded.EmbeddedCatalog;
import org.joulelake.faults.process.ParentWatch;

/** An Iceberg REST catalog as a process: it runs until it is killed. */
public final class CatalogMain {

    private CatalogMain() {}

    /** Serves the catalog of a file: its path, the address of the S3 endpoint, the warehouse, the port to serve on. */
    @SuppressWarnings("resource") // ends with the process
    public static void main(String[] args) {
        ParentWatch.start();
        EmbeddedCatalog.start(Path.of(args[0]), URI.create(args[1]), args[2], Integer.parseInt(args[3]));
    }
}

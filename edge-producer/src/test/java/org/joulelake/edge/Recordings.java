package org.joulelake.edge;

import java.nio.file.Path;

/** Recordings that the tests of the sources have. */
final class Recordings {

    private Recordings() {}

    static Path path(String file) {
        return Path.of(System.getProperty("joulelake.root"))
                .resolve("edge-producer/src/test/resources/org/joulelake/edge/source/jls")
                .resolve(file);
    }
}

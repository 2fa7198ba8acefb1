package org.joulelake.edge.source.joulescope.driver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A library that may be the driver.
 *
 * @param path the library, or its bare name where the system's loader is to find it
 * @param python the library of the Python that it is an extension of, to be loaded before it
 * @param missing what else it would need and is not there, in words
 */
public record FoundLibrary(String path, Optional<Path> python, Optional<String> missing) {

    /** A library that needs nothing else. */
    static FoundLibrary plain(String path) {
        return new FoundLibrary(path, Optional.empty(), Optional.empty());
    }
}

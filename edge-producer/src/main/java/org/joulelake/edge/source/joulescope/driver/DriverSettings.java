package org.joulelake.edge.source.joulescope.driver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which driver to load.
 *
 * @param library the library, or a folder that holds it or a Python with it; empty to look in the usual places
 * @param untestedVersions whether to go on with a version outside of those that were tested
 */
public record DriverSettings(Optional<Path> library, boolean untestedVersions) {

    /** From the usual places, a version that was tested. */
    public static final DriverSettings USUAL = new DriverSettings(Optional.empty(), false);
}

package org.joulelake.edge;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.edge.source.joulescope.driver.DriverSettings;

/** Which driver of the instruments a command loads. */
final class DriverOptions {

    @Option(
            names = "--joulescope-library",
            descriptionKey = "joulescope.library",
            paramLabel = "PATH",
            description = "The vendor's driver: its library, or a folder with it or with the Python package"
                    + " pyjoulescope_driver (default: looked for in the usual places).")
    private Optional<Path> library = Optional.empty();

    @Option(
            names = "--joulescope-any-version",
            descriptionKey = "joulescope.any-version",
            defaultValue = "false",
            description = "Use a version of the driver that was never tested.")
    private boolean anyVersion;

    DriverSettings settings() {
        return new DriverSettings(library, anyVersion);
    }
}

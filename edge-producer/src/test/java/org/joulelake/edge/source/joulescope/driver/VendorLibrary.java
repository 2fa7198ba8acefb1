package org.joulelake.edge.source.joulescope.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The vendor's own library, as it is on PyPI, installed for the tests. */
public final class VendorLibrary {

    /** Oldest version that is tested: {@link DriverVersion#OLDEST_TESTED}. */
    public static final String OLDEST = "2.2.12";

    /** Newest version that is tested: {@link DriverVersion#NEWEST_TESTED}. */
    public static final String NEWEST = "2.5.4";

    private static final int NO_PYTHON = 3;
    private static final long LONGEST_MINUTES = 5;

    private VendorLibrary() {}

    /**
     * Installs a version, unless it is there. The test is skipped where no Python can be had that it works with, unless
     * {@code JOULELAKE_VENDOR_DRIVER=required} says that there must be one.
     */
    public static DriverSettings install(String version) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("joulelake.root"));
        Path folder = root.resolve("edge-producer/target/vendor-driver");
        Process script = new ProcessBuilder(
                        root.resolve("edge-producer/install-vendor-driver.sh").toString(), version, folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                .as("installing the driver took too long")
                .isTrue();
        boolean required = "required".equals(System.getenv("JOULELAKE_VENDOR_DRIVER"));
        assumeTrue(
                required || script.exitValue() != NO_PYTHON,
                "skipped: no Python 3.12 or newer with a shared library, which the vendor's driver needs");
        assertThat(script.exitValue())
                .as("edge-producer/install-vendor-driver.sh has failed")
                .isZero();
        return new DriverSettings(Optional.of(Path.of(out.strip())), false);
    }
}

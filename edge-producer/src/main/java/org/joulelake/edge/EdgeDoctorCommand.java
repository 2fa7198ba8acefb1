package org.joulelake.edge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

import org.joulelake.cli.GlobalOptions;
import org.joulelake.edge.doctor.Doctor;

/** {@code joulelake edge doctor}: whether this machine can read instruments, and what it lacks. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Tell whether this machine can read live instruments: the vendor's driver and its version, the"
                        + " instruments that are there, the right to open them, and what is missing. Exits with 0 if nothing is.")
final class EdgeDoctorCommand implements Callable<Integer> {

    private static final int EXIT_MISSING = 1;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private DriverOptions driver;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return Doctor.here(driver.settings(), spec.commandLine().getOut()).examine() ? 0 : EXIT_MISSING;
    }
}

package org.joulelake.faults;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Commands;
import org.joulelake.cli.GlobalOptions;

/** Takes all brokers away from an edge for some minutes and tells what that costs it. */
@Command(
        name = "outage.sh",
        mixinStandardHelpOptions = true,
        description = "Publish two simulated devices in real time, kill all three brokers, bring them back after some"
                + " minutes, and tell how much memory, CPU and disk the edge took; then compare all that is on the topic"
                + " with all that was measured. Exits with 0 only if nothing is lost, altered or out of order.")
public final class OutageCommand implements Callable<Integer> {

    private static final int DEVICES = 2;

    /** The devices measure before the outage and after it, too. */
    private static final Duration AROUND = Duration.ofSeconds(60);

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long no broker is there (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--rate",
            defaultValue = "2000000",
            paramLabel = "HZ",
            description = "Samples per second of each of the 2 signals of each of the 2 devices"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rateHz;

    @Option(names = "--seed", defaultValue = "1", description = "Decides what is measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For logs, records and spool; must not be there (default: one in .joulelake/faults).")
    private Path folder;

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(Commands.run(new OutageCommand(), args));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 1) {
            throw new CommandException("--minutes is " + minutes + "; give at least 1");
        }
        Duration away = Duration.ofMinutes(minutes);
        SimulatedDevices devices =
                new SimulatedDevices(DEVICES, rateHz, away.plus(AROUND).toSeconds(), seed);
        Path run = RunFolder.make(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("logs in " + run.resolve("logs"));
        OutageReport report = new Outage(run, devices, out).run(away);
        report.print(out);
        if (report.passed()) {
            RunFolder.delete(run.resolve("brokers"));
        }
        return report.passed() ? 0 : 1;
    }
}

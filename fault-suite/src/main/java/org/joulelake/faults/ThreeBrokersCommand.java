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
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.ToxiproxyBinary;
import org.joulelake.faults.plan.FaultPlan;

/** Runs an edge against three brokers for some minutes, under faults, and tells what it has cost. */
@Command(
        name = "three-brokers.sh",
        mixinStandardHelpOptions = true,
        description = "Publish two simulated devices to three Kafka brokers while brokers are killed and the network"
                + " between is cut, then compare all that is on the topic, bit for bit, with all that was measured."
                + " Exits with 0 only if nothing is lost, altered or out of order.")
public final class ThreeBrokersCommand implements Callable<Integer> {

    private static final int DEVICES = 2;

    /** No fault begins so shortly before the devices end: the last ones shall be healed while they measure. */
    private static final Duration LAST_CALM = Duration.ofSeconds(20);

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long the devices measure (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides which faults come, for how long, and what is measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "500000",
            paramLabel = "HZ",
            description = "Samples per second of each of the 2 signals of each of the 2 devices"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rateHz;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For logs, records and spool; must not be there (default: one in .joulelake/faults).")
    private Path folder;

    @Option(names = "--keep", description = "Keep the brokers' records even if all is well.")
    private boolean keep;

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(Commands.run(new ThreeBrokersCommand(), args));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 1) {
            throw new CommandException("--minutes is " + minutes + "; give at least 1");
        }
        Duration length = Duration.ofMinutes(minutes);
        SimulatedDevices devices = new SimulatedDevices(DEVICES, rateHz, length.toSeconds(), seed);
        Path binary = ToxiproxyBinary.find().orElseThrow(() -> new CommandException(ToxiproxyBinary.ADVICE));
        Path run = RunFolder.make(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("logs in " + run.resolve("logs"));
        FaultReport report = new ThreeBrokers(run, devices, out)
                .run(
                        binary,
                        FaultPlan.endless(BrokerCluster.SIZE, seed).iterator(),
                        elapsed -> elapsed.plus(LAST_CALM).compareTo(length) < 0);
        report.print(out);
        if (report.passed() && !keep) {
            RunFolder.delete(run.resolve("brokers"));
        }
        return report.passed() ? 0 : 1;
    }
}

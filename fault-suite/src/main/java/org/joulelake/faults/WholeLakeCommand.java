package org.joulelake.faults;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Commands;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.faults.agent.Sabotage;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.ToxiproxyBinary;
import org.joulelake.faults.plan.FaultKind;
import org.joulelake.faults.plan.FaultPlan;

/** Runs a whole lake for some minutes, under faults, and tells what it has cost. */
@Command(
        name = "whole-lake.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Take two simulated devices through edge, three Kafka brokers and the ingest into a lake, each part a"
                        + " process, while all of them are killed and what lies between them is cut, delayed or lies; then"
                        + " compare all that is in the lake, bit for bit, with all that was measured. Exits with 0 only if each"
                        + " sample is there once, as it was.")
public final class WholeLakeCommand implements Callable<Integer> {

    private static final int DEVICES = 2;

    /** No fault begins so shortly before the devices end: the last ones shall be healed while they measure. */
    private static final Duration LAST_CALM = Duration.ofSeconds(30);

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "20",
            description = "How long the devices measure (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides which faults come, for how long, and what is measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "110000",
            paramLabel = "HZ",
            description = "Samples per second of each of the 2 signals of each of the 2 devices"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rateHz;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KIND",
            description = "Only these kinds of faults (default: all that may cost nothing): ${COMPLETION-CANDIDATES}.")
    private Set<FaultKind> only = EnumSet.noneOf(FaultKind.class);

    @Option(
            names = "--sabotage",
            paramLabel = "NAME",
            description = "Break edge or ingest on purpose, to see that the suite finds it: ${COMPLETION-CANDIDATES}."
                    + " Brings only faults that bring it to light, unless --only is given.")
    private Optional<Sabotage> sabotage = Optional.empty();

    @Option(
            names = "--may-lose",
            description =
                    "Give the edge a spool of 5 MiB and let it drop the oldest blocks; damage its spool, too. Then"
                            + " the losses that it reports must be the losses that there are. Brings only faults that keep it"
                            + " from sending, unless --only is given.")
    private boolean mayLose;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For all that is written; must not be there (default: one in .joulelake/faults).")
    private Path folder;

    @Option(names = "--keep", description = "Keep the records and the lake even if all is well; logs are always kept.")
    private boolean keep;

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(Commands.run(new WholeLakeCommand(), args));
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
        LakeReport report = new WholeLake(run, devices, policy(), sabotage, out)
                .run(
                        binary,
                        kinds(),
                        possible -> FaultPlan.endless(BrokerCluster.SIZE, possible, seed)
                                .iterator(),
                        elapsed -> elapsed.plus(LAST_CALM).compareTo(length) < 0);
        report.print(out);
        if (report.passed() && !keep) {
            new LakeFolder(run).deleteAllButLogs();
        }
        return report.passed() ? 0 : 1;
    }

    private SpoolPolicy policy() {
        return mayLose ? SpoolPolicy.DROP_OLDEST : SpoolPolicy.KEEP_ALL;
    }

    private Set<FaultKind> kinds() {
        if (!only.isEmpty()) {
            return only;
        }
        if (mayLose) {
            return FaultKind.LOSING;
        }
        return sabotage.map(Sabotage::faults).orElse(FaultKind.HARMLESS);
    }
}

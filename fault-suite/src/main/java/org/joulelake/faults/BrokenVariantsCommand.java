package org.joulelake.faults;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Commands;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.faults.agent.Sabotage;
import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.ToxiproxyBinary;
import org.joulelake.faults.plan.FaultPlan;

/** Runs the suite against broken variants of the product: each must be caught. */
@Command(
        name = "broken-variants.sh",
        mixinStandardHelpOptions = true,
        description = "Break edge or ingest on purpose, one way after the other, and bring the faults that bring it to"
                + " light. Exits with 0 only if the suite finds each of them out.")
public final class BrokenVariantsCommand implements Callable<Integer> {

    private static final int DEVICES = 2;
    private static final int RATE_HZ = 100_000;
    private static final Duration LENGTH = Duration.ofSeconds(75);
    private static final Duration LAST_CALM = Duration.ofSeconds(15);
    private static final String ROW = "%-40s %6d %,12d %,10d %8d %9d  %s%n";

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides which faults come, for how long, and what is measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these variants (default: all): ${COMPLETION-CANDIDATES}.")
    private Set<Sabotage> only = EnumSet.allOf(Sabotage.class);

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For all that is written; must not be there (default: one in .joulelake/faults).")
    private Path folder;

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(Commands.run(new BrokenVariantsCommand(), args));
    }

    @Override
    public Integer call() throws Exception {
        Path binary = ToxiproxyBinary.find().orElseThrow(() -> new CommandException(ToxiproxyBinary.ADVICE));
        Path run = RunFolder.make(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("logs and tables in " + run);
        out.printf("%-40s %6s %12s %10s %8s %9s%n", "variant", "faults", "lost", "altered", "twice", "something");
        boolean allCaught = true;
        for (Sabotage sabotage : only) {
            Path variant = run.resolve(sabotage.name().toLowerCase(Locale.ROOT));
            LakeReport report = run(binary, variant, sabotage);
            boolean caught = isCaught(sabotage, report);
            print(sabotage, report, caught, out);
            allCaught &= caught;
            new LakeFolder(variant).deleteAllButLogs();
        }
        return allCaught ? 0 : 1;
    }

    private LakeReport run(Path binary, Path variant, Sabotage sabotage) throws Exception {
        Files.createDirectories(variant);
        SimulatedDevices devices = new SimulatedDevices(DEVICES, RATE_HZ, LENGTH.toSeconds(), seed);
        try (PrintWriter log = new PrintWriter(Files.newBufferedWriter(variant.resolve("run.log")))) {
            LakeReport report = new WholeLake(variant, devices, policy(sabotage), Optional.of(sabotage), log)
                    .run(
                            binary,
                            sabotage.faults(),
                            possible -> FaultPlan.endless(BrokerCluster.SIZE, possible, seed)
                                    .iterator(),
                            elapsed -> elapsed.plus(LAST_CALM).compareTo(LENGTH) < 0);
            report.print(log);
            return report;
        }
    }

    private static SpoolPolicy policy(Sabotage sabotage) {
        return sabotage.effect() == Sabotage.Effect.LOST_SILENTLY ? SpoolPolicy.ON_BAD_DISK : SpoolPolicy.SMALL;
    }

    private static boolean isCaught(Sabotage sabotage, LakeReport report) {
        CheckResult lake = report.examined().lake();
        return !report.passed()
                && switch (sabotage.effect()) {
                    case LOST -> lake.samplesLost() > 0;
                    case LOST_SILENTLY ->
                        lake.blocksLost() > report.examined().reported().blocks();
                    case TWICE -> lake.repeats() > 0 || lake.foreign() > 0;
                    case ALTERED -> lake.samplesAltered() > 0 || lake.foreign() > 0;
                };
    }

    private static void print(Sabotage sabotage, LakeReport report, boolean caught, PrintWriter out) {
        CheckResult lake = report.examined().lake();
        int faults = report.faults().values().stream().mapToInt(count -> count).sum();
        out.printf(
                ROW,
                sabotage.words(),
                faults,
                lake.samplesLost(),
                lake.samplesAltered(),
                lake.repeats(),
                lake.foreign(),
                caught ? "caught" : "NOT CAUGHT");
        out.flush();
    }
}

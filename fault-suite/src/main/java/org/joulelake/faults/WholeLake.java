package org.joulelake.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.joulelake.catalog.LakeTables;
import org.joulelake.cli.CommandException;
import org.joulelake.edge.send.Topics;
import org.joulelake.faults.agent.Sabotage;
import org.joulelake.faults.kafka.StrayMessages;
import org.joulelake.faults.plan.FaultKind;
import org.joulelake.faults.plan.Step;
import org.joulelake.faults.process.Await;

/**
 * A whole lake of processes, from the edge to the tables, while faults come over each of them; then all that is in the lake
 * is held against all that was measured.
 */
final class WholeLake {

    /** Longest time that edge and ingest may take, after the last fault, for what is under way. */
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final BlockTopic TOPIC = new BlockTopic("blocks", 4);

    private final LakeFolder folder;
    private final SimulatedDevices devices;
    private final SpoolPolicy policy;
    private final Optional<Sabotage> sabotage;
    private final RunLog log;

    /**
     * A run of its own.
     *
     * @param folder for all that the processes write; empty
     * @param devices what is measured
     * @param policy what the edge may do when its spool is full
     * @param sabotage what is broken
     * @param out told what happens
     */
    WholeLake(Path folder, SimulatedDevices devices, SpoolPolicy policy, Optional<Sabotage> sabotage, PrintWriter out) {
        this.folder = new LakeFolder(folder);
        this.devices = devices;
        this.policy = policy;
        this.sabotage = sabotage;
        log = new RunLog(out);
    }

    /**
     * Runs it.
     *
     * @param wanted kinds of faults; those that cannot be brought here are left out, and told
     * @param plan makes the steps of the kinds that can be brought
     * @param goOn asked before each step, with the time since the first
     */
    LakeReport run(
            Path toxiproxyBinary,
            Set<FaultKind> wanted,
            Function<Set<FaultKind>, Iterator<Step>> plan,
            Predicate<Duration> goOn)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.logs());
        try (LakeParts parts = new LakeParts(folder, devices, TOPIC, policy, sabotage)) {
            start(parts, toxiproxyBinary);
            StrayMessages messages = new StrayMessages(parts.brokers().directServers(), TOPIC.name(), devices.seed());
            LakeWatch watch = new LakeWatch(LakeSettings.catalog(parts.ports()));
            Troubles troubles = new Troubles(parts, messages, devices.seed(), log);
            StepInjector injector = new StepInjector(parts, troubles, watch, log);
            awaitFirstCommit(parts, watch);
            bringFaults(injector, plan.apply(possible(wanted, troubles)), goOn);
            Drain drain = new Drain(parts, log);
            OptionalInt edgeExit = drain.awaitEdge(LONGEST_DRAIN.plusSeconds(devices.seconds()));
            boolean allTaken = drain.awaitIngest(LONGEST_DRAIN);
            LakeExamination examination = new LakeExamination(parts, devices, messages, log);
            return new LakeReport(
                    injector.counts(),
                    injector.longestRecovery(),
                    edgeExit,
                    allTaken,
                    parts.ingest().ownDeaths(),
                    messages.repeats(),
                    policy.mayLose(),
                    examination.examine());
        }
    }

    private void start(LakeParts parts, Path toxiproxyBinary) throws IOException, InterruptedException {
        parts.startServices(toxiproxyBinary);
        Await.until("the catalog makes the tables", LONGEST_START, () -> {
            try {
                LakeTables.init(LakeSettings.catalog(parts.ports()));
                return true;
            } catch (RuntimeException notYet) {
                return false;
            }
        });
        Topics.ensure(
                Map.of("bootstrap.servers", parts.brokers().directServers()),
                TOPIC.name(),
                TOPIC.partitions(),
                LONGEST_START);
        log.say("brokers, storage and catalog serve");
        parts.startIngest();
        parts.startEdge();
    }

    private void awaitFirstCommit(LakeParts parts, LakeWatch watch) throws InterruptedException {
        Await.until(
                "the lake has its first blocks",
                LONGEST_START,
                () -> parts.edge().ended().isPresent() || watch.newestCommit().orElse(0) > 0);
        log.say("the lake has its first blocks");
    }

    private Set<FaultKind> possible(Set<FaultKind> wanted, Troubles troubles) {
        Set<FaultKind> possible = EnumSet.copyOf(wanted);
        possible.retainAll(troubles.possible());
        wanted.stream()
                .filter(kind -> !possible.contains(kind))
                .forEach(kind -> log.say("left out, as this machine cannot do it: " + kind.words()));
        if (possible.isEmpty()) {
            throw new CommandException("this machine can bring none of these faults: " + wanted);
        }
        return possible;
    }

    private void bringFaults(StepInjector injector, Iterator<Step> steps, Predicate<Duration> goOn)
            throws InterruptedException {
        Duration start = log.elapsed();
        boolean recovered = true;
        while (recovered && steps.hasNext() && goOn.test(log.elapsed().minus(start))) {
            recovered = injector.inject(steps.next());
        }
        log.say("no more faults");
    }
}

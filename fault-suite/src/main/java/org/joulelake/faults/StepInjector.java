package org.joulelake.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.plan.Fault;
import org.joulelake.faults.plan.Step;
import org.joulelake.faults.process.Await;

/** Brings faults step by step, each healed, and the lake growing again, before the next. */
final class StepInjector {

    /** A lake that has not grown for so long after all was healed will not begin again by itself. */
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(4);

    private final LakeParts parts;
    private final Troubles troubles;
    private final LakeWatch lake;
    private final RunLog log;
    private final Map<String, Integer> counts = new TreeMap<>();
    private Duration longestRecovery = Duration.ZERO;

    StepInjector(LakeParts parts, Troubles troubles, LakeWatch lake, RunLog log) {
        this.parts = parts;
        this.troubles = troubles;
        this.lake = lake;
        this.log = log;
    }

    /** How many faults there were of each kind. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Longest time from the end of a step until the edge published and the lake grew again. */
    Duration longestRecovery() {
        return longestRecovery;
    }

    /**
     * Brings the faults of one step, heals each after its length, and waits until all goes on.
     *
     * @return whether it does
     */
    boolean inject(Step step) throws InterruptedException {
        log.say(step.toString());
        List<Fault> inOrderOfEnd = new ArrayList<>(step.faults());
        inOrderOfEnd.sort(Comparator.comparing(Fault::length));
        long beginNanos = System.nanoTime();
        for (Fault fault : step.faults()) {
            counts.merge(fault.kind().words(), 1, Integer::sum);
            run(() -> troubles.of(fault.kind()).begin(fault));
        }
        for (Fault fault : inOrderOfEnd) {
            long left = fault.length().toNanos() - (System.nanoTime() - beginNanos);
            Thread.sleep(Math.max(0, Duration.ofNanos(left).toMillis()));
            run(() -> troubles.of(fault.kind()).end(fault));
        }
        long healedNanos = System.nanoTime();
        if (!recovers()) {
            log.say("  nothing new has come into the lake for %d s".formatted(LONGEST_RECOVERY.toSeconds()));
            return false;
        }
        Duration recovery = Duration.ofNanos(System.nanoTime() - healedNanos);
        log.say("  healed; after %.1f s all goes on".formatted(recovery.toMillis() / 1e3));
        longestRecovery = recovery.compareTo(longestRecovery) > 0 ? recovery : longestRecovery;
        Thread.sleep(step.calm().toMillis());
        return true;
    }

    private boolean recovers() throws InterruptedException {
        parts.brokers().awaitAllUp();
        parts.brokers().awaitInSync(parts.topic().name());
        return Await.within(LONGEST_RECOVERY, new GoesOn());
    }

    private static void run(Trouble.Action action) throws InterruptedException {
        try {
            action.run();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CommandException("a fault cannot be brought: " + e.getMessage(), e);
        }
    }

    /** Whether topic and lake have more than when each was first asked; an edge that has ended need not publish. */
    private final class GoesOn implements Await.Condition {

        private OptionalLong recordsBefore = OptionalLong.empty();
        private OptionalLong commitBefore = OptionalLong.empty();
        private boolean publishes;

        @Override
        public boolean holds() throws InterruptedException {
            if (!publishes) {
                OptionalLong records = parts.brokers().records(parts.topic().name());
                recordsBefore = recordsBefore.isEmpty() ? records : recordsBefore;
                publishes = parts.edge().ended().isPresent() || isMore(records, recordsBefore);
            }
            OptionalLong commit = lake.newestCommit();
            commitBefore = commitBefore.isEmpty() ? commit : commitBefore;
            return publishes && (parts.edge().ended().isPresent() || isMore(commit, commitBefore));
        }

        private static boolean isMore(OptionalLong now, OptionalLong before) {
            return now.isPresent() && before.isPresent() && now.getAsLong() > before.getAsLong();
        }
    }
}

package org.joulelake.faults.plan;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * One fault.
 *
 * @param kind what is done
 * @param brokers numbers of the brokers that it is done to
 * @param length time until it is healed
 * @param calm time between its end, when the edge publishes again, and the next fault
 */
public record Fault(FaultKind kind, Set<Integer> brokers, Duration length, Duration calm) {

    /** Takes a copy of the set. */
    public Fault {
        brokers = Set.copyOf(brokers);
    }

    /** What it counts as in a report, such as {@code kill, 2 of 3}. */
    public String label(int allBrokers) {
        return "%s, %d of %d".formatted(kind.words(), brokers.size(), allBrokers);
    }

    /** Kind, brokers and length in words. */
    @Override
    public String toString() {
        return "%s: broker %s, %.1f s"
                .formatted(
                        kind.words(),
                        String.join(
                                " ",
                                new TreeSet<>(brokers)
                                        .stream().map(String::valueOf).toList()),
                        length.toMillis() / 1e3);
    }
}

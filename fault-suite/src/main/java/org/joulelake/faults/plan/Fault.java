package org.joulelake.faults.plan;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One fault.
 *
 * @param kind what is done
 * @param brokers numbers of the brokers that it is done to; empty if it is done elsewhere
 * @param length time until it is healed
 */
public record Fault(FaultKind kind, Set<Integer> brokers, Duration length) {

    /** Takes a copy of the set. */
    public Fault {
        brokers = Set.copyOf(brokers);
    }

    /** Kind, brokers and length in words. */
    @Override
    public String toString() {
        String which = brokers.isEmpty()
                ? ""
                : new TreeSet<>(brokers).stream().map(String::valueOf).collect(Collectors.joining(" ", " (", ")"));
        return "%s%s, %.1f s".formatted(kind.words(), which, length.toMillis() / 1e3);
    }
}

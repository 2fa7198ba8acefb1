package org.joulelake.ingest.rules;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;

import org.joulelake.block.BlockStatistics;

/**
 * What a signal's blocks may hold.
 *
 * @param name name of the signal; a {@code *} at its end stands for any ending
 * @param unit unit that its blocks must state
 * @param min least sample allowed
 * @param max greatest sample allowed
 */
record SignalRule(String name, String unit, double min, double max) implements Serializable {

    static final String PREFIX = "signal.";

    /** The rule of one signal before that of many, and among those of many the one that covers fewer. */
    static final Comparator<SignalRule> NARROWEST_FIRST = Comparator.comparing(SignalRule::ofMany)
            .thenComparing(rule -> -rule.name.length())
            .thenComparing(SignalRule::name);

    private static final String ANY_ENDING = "*";

    boolean covers(String signal) {
        return ofMany() ? signal.startsWith(name.substring(0, name.length() - 1)) : signal.equals(name);
    }

    private boolean ofMany() {
        return name.endsWith(ANY_ENDING);
    }

    Optional<Violation> check(String statedUnit, BlockStatistics statistics) {
        if (!statedUnit.equals(unit)) {
            return broken("unit", "unit is '" + statedUnit + "' instead of '" + unit + "'");
        }
        if (statistics.min() < min) {
            return broken("min", "least sample is " + statistics.min() + ", below " + min);
        }
        if (statistics.max() > max) {
            return broken("max", "greatest sample is " + statistics.max() + ", above " + max);
        }
        return Optional.empty();
    }

    private Optional<Violation> broken(String limit, String detail) {
        return Optional.of(new Violation(PREFIX + name + "." + limit, detail));
    }
}

package org.joulelake.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values for which it matters which samples a block has: a block that has none of them, by its least and greatest sample,
 * need not be read. As a predicate on the stored columns, which lets storage skip files and row groups.
 */
record Intervals(List<Interval> intervals) {

    /** A predicate with more of them costs more than it saves. */
    static final int MOST = 32;

    /** All blocks matter. */
    static final Intervals ALL = new Intervals(List.of(new Interval(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY)));

    /** From {@code low} to {@code high}, both of them in it. */
    record Interval(float low, float high) {

        /** Iceberg tells −0 from 0, which are one value here: either is in an interval that ends with the other. */
        String touches() {
            return "max >= %s AND min <= %s"
                    .formatted(Sql.real(low == 0 ? -0.0f : low), Sql.real(high == 0 ? 0.0f : high));
        }

        Interval with(Interval other) {
            return new Interval(Math.min(low, other.low), Math.max(high, other.high));
        }
    }

    /**
     * Thresholds that lie between two samples of a block. With too many of them, neighbours are taken together.
     *
     * @param apart numbers (of {@link Grid}) whose two thresholds are not: in these, most blocks lie
     */
    static Intervals around(float[] thresholds, Set<Integer> apart) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < thresholds.length; i++) {
            Interval crossed = new Interval(thresholds[i], Math.nextDown(thresholds[i]));
            boolean asOne = thresholds.length > MOST && i > 0 && !apart.contains(i);
            if (asOne) {
                crossed = intervals.remove(intervals.size() - 1).with(crossed);
            }
            intervals.add(crossed);
        }
        return new Intervals(List.copyOf(intervals));
    }

    /** The same values in fewer intervals, where some of them meet; with too many of them, in one. */
    Intervals merged() {
        List<Interval> apart = new ArrayList<>();
        intervals.stream()
                .sorted(Comparator.comparingDouble(interval -> interval.low))
                .forEach(interval -> {
                    Interval last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
                    boolean meet = last != null && interval.low <= last.high;
                    if (meet) {
                        apart.set(apart.size() - 1, last.with(interval));
                    } else {
                        apart.add(interval);
                    }
                });
        return apart.size() <= MOST
                ? new Intervals(List.copyOf(apart))
                : new Intervals(List.of(apart.get(0).with(apart.get(apart.size() - 1))));
    }

    /** Whether a block has samples on both sides of a threshold, or in an interval; of columns {@code min} and {@code max}. */
    String predicate() {
        return intervals.stream().map(Interval::touches).collect(Collectors.joining(" OR ", "(", ")"));
    }
}

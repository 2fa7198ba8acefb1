package org.joulelake.faults.check;

import java.util.Map;
import java.util.TreeMap;

/** A set of sample indices, kept as ranges. */
final class SampleRanges {

    private final TreeMap<Long, Long> endByStart = new TreeMap<>();

    /** Adds the indices from one up to but not including another; none of them is in the set. */
    void add(long from, long to) {
        if (from < to) {
            endByStart.put(from, to);
        }
    }

    /** Removes the indices in this range; returns how many there were. */
    long remove(long from, long to) {
        long removed = 0;
        Map.Entry<Long, Long> range = endByStart.lowerEntry(to);
        while (range != null && range.getValue() > from) {
            long start = range.getKey();
            long end = range.getValue();
            endByStart.remove(start);
            add(start, from);
            add(to, end);
            removed += Math.min(end, to) - Math.max(start, from);
            range = endByStart.lowerEntry(Math.max(start, from));
        }
        return removed;
    }

    /** How many indices are in the set. */
    long size() {
        return endByStart.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey())
                .sum();
    }
}

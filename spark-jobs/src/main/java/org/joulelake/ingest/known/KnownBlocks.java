package org.joulelake.ingest.known;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.joulelake.block.CommitAnnouncement;
import org.joulelake.block.SequenceRange;

/**
 * Which blocks of one stream the lake has: a few ranges, whatever their number. Where there are too many holes, the
 * lowest ranges are forgotten, and what is below must be looked up in the table.
 *
 * @param from nothing is known of sequences below this one
 * @param present the sequences that are in the lake, in order, with holes between the ranges
 */
public record KnownBlocks(long from, List<SequenceRange> present) implements Serializable {

    /** A stream of which the lake has nothing. */
    public static final KnownBlocks NONE = new KnownBlocks(0, List.of());

    /** Ranges that are kept of a stream: 36 KB in memory. */
    static final int MAX_RANGES = 1_000;

    /** Forgets the lowest ranges if there are too many. */
    public KnownBlocks {
        if (present.size() > MAX_RANGES) {
            present = present.subList(present.size() - MAX_RANGES, present.size());
            from = present.get(0).first();
        }
        present = List.copyOf(present);
    }

    /** Whether the lake has a block; only of sequences that are not below {@link #from}. */
    public boolean contains(long sequence) {
        int low = 0;
        int high = present.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            SequenceRange range = present.get(middle);
            if (range.contains(sequence)) {
                return true;
            }
            if (range.first() > sequence) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /** These and one more; of a sequence below {@link #from} nothing is remembered. */
    public KnownBlocks plus(long sequence) {
        return plus(new SequenceRange(sequence, sequence));
    }

    /** These and those of another, of whose lowest sequences nothing is known, either. */
    public KnownBlocks plus(KnownBlocks other) {
        KnownBlocks sum = new KnownBlocks(Math.max(from, other.from), present);
        for (SequenceRange range : other.present) {
            sum = sum.plus(range);
        }
        return sum;
    }

    /** Whether both have a block. */
    public boolean overlaps(KnownBlocks other) {
        return present.stream().anyMatch(range -> other.present.stream()
                .anyMatch(theirs -> range.first() <= theirs.last() && theirs.first() <= range.last()));
    }

    private KnownBlocks plus(SequenceRange added) {
        if (added.last() < from) {
            return this;
        }
        List<SequenceRange> merged = new ArrayList<>(present.size() + 1);
        SequenceRange grown = added;
        for (SequenceRange range : present) {
            if (range.last() < grown.first() - 1) {
                merged.add(range);
            } else if (range.first() - 1 > grown.last()) {
                merged.add(grown);
                grown = range;
            } else {
                grown = new SequenceRange(Math.min(range.first(), grown.first()), Math.max(range.last(), grown.last()));
            }
        }
        merged.add(grown);
        return new KnownBlocks(from, merged);
    }

    /** What the edge is told: below {@link #from} nothing counts as arrived. */
    public CommitAnnouncement announcement() {
        if (present.isEmpty()) {
            return new CommitAnnouncement(-1, List.of());
        }
        List<SequenceRange> missing = new ArrayList<>();
        long next = 0;
        for (SequenceRange range : present) {
            if (range.first() > next) {
                missing.add(new SequenceRange(next, range.first() - 1));
            }
            next = range.last() + 1;
        }
        return new CommitAnnouncement(next - 1, missing);
    }

    /** As {@code 0-1041,1043-2000}, with {@code FROM:} before it where not all is known. */
    public String text() {
        String ranges = present.stream()
                .map(range -> range.first() + "-" + range.last())
                .collect(Collectors.joining(","));
        return from == 0 ? ranges : from + ":" + ranges;
    }

    /**
     * Reads {@link #text}.
     *
     * @throws RuntimeException if it is something else
     */
    public static KnownBlocks parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        int colon = text.indexOf(':');
        long from = colon < 0 ? 0 : Long.parseLong(text.substring(0, colon));
        List<SequenceRange> ranges = new ArrayList<>();
        long after = -1;
        for (String range : text.substring(colon + 1).split(",")) {
            int dash = range.indexOf('-');
            SequenceRange next = new SequenceRange(
                    Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1)));
            if (next.first() <= after) {
                throw new IllegalArgumentException("ranges are not in order: " + text);
            }
            after = next.last();
            ranges.add(next);
        }
        return new KnownBlocks(from, ranges);
    }
}

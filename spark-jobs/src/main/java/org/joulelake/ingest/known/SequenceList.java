package org.joulelake.ingest.known;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.joulelake.block.SequenceRange;

/** Sequences in any order, some perhaps more than once; sorted at the end they make ranges at little cost. */
final class SequenceList {

    private long[] values = new long[64];
    private int size;

    void add(long sequence) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = sequence;
    }

    KnownBlocks blocks() {
        Arrays.sort(values, 0, size);
        List<SequenceRange> ranges = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            append(ranges, values[i]);
        }
        return new KnownBlocks(0, ranges);
    }

    private static void append(List<SequenceRange> ranges, long sequence) {
        SequenceRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last == null || sequence > last.last() + 1) {
            ranges.add(new SequenceRange(sequence, sequence));
        } else if (sequence == last.last() + 1) {
            ranges.set(ranges.size() - 1, new SequenceRange(last.first(), sequence));
        }
    }
}

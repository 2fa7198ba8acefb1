package org.joulelake.ingest.known;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.block.SequenceRange;

/** Makes ranges of sequences that come in order, some of them more than once. */
final class RangeList {

    private final List<SequenceRange> ranges = new ArrayList<>();

    void append(long sequence) {
        SequenceRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last == null || sequence > last.last() + 1) {
            ranges.add(new SequenceRange(sequence, sequence));
        } else if (sequence == last.last() + 1) {
            ranges.set(ranges.size() - 1, new SequenceRange(last.first(), sequence));
        }
    }

    KnownBlocks blocks() {
        return new KnownBlocks(0, ranges);
    }
}

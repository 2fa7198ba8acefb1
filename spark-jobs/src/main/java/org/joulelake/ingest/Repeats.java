package org.joulelake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;

import org.joulelake.block.SequenceRange;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.known.BlockLookup;
import org.joulelake.ingest.known.Fingerprint;
import org.joulelake.ingest.known.StreamId;

/** Blocks whose identity the lake has: a few are kept until they are compared with those of the lake in one go. */
final class Repeats {

    /** Each holds its samples: 16 MB of them. */
    private static final int MOST = 64;

    private final BlockLookup lookup;
    private final List<Repeat> waiting = new ArrayList<>();

    Repeats(BlockLookup lookup) {
        this.lookup = lookup;
    }

    /** A record, and the block in it. */
    record Repeat(RawRecord record, BlockRow row) {

        StreamId stream() {
            return StreamId.of(row.block().header().stream());
        }

        long sequence() {
            return row.block().header().sequence();
        }
    }

    /** What is to be done with blocks that were compared. */
    interface Outcome {

        /** The lake has this very block. */
        void same(Repeat repeat);

        /** The lake has another block of this identity. */
        void differs(Repeat repeat, Fingerprint inLake);

        /** The table does not have it after all. */
        void absent(Repeat repeat);
    }

    void add(Repeat repeat, Outcome outcome) {
        waiting.add(repeat);
        if (waiting.size() >= MOST) {
            settle(outcome);
        }
    }

    /** Compares all that wait. */
    void settle(Outcome outcome) {
        waiting.stream().collect(Collectors.groupingBy(Repeat::stream)).forEach((stream, repeats) -> {
            LongSummaryStatistics sequences =
                    repeats.stream().mapToLong(Repeat::sequence).summaryStatistics();
            SequenceRange range = new SequenceRange(sequences.getMin(), sequences.getMax());
            Map<Long, Fingerprint> inLake = lookup.fingerprints(stream, range);
            repeats.forEach(repeat -> settle(repeat, inLake.get(repeat.sequence()), outcome));
        });
        waiting.clear();
    }

    private static void settle(Repeat repeat, Fingerprint inLake, Outcome outcome) {
        if (inLake == null) {
            outcome.absent(repeat);
        } else if (inLake.equals(Fingerprint.of(repeat.row().block().header()))) {
            outcome.same(repeat);
        } else {
            outcome.differs(repeat, inLake);
        }
    }
}

package org.joulelake.benchmarks;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.known.StreamId;

/** What the ingest remembers of a live stream, in memory and in the lake, by the number of blocks and of holes. */
public final class StreamMemory {

    private static final int SESSIONS = 1_000;
    private static final int SIGNALS = 3;
    private static final int TURNS = 3;

    private StreamMemory() {}

    /** Prints a table. */
    public static void main(String... args) throws InterruptedException {
        System.out.printf(
                "%12s %8s %22s %22s%n", "blocks each", "holes", "bytes in memory each", "bytes in the lake each");
        print(1, 0);
        print(36_000_000, 0);
        print(36_000_000, 10);
        print(36_000_000, 100);
        print(36_000_000, 5_000);
    }

    private static void print(long blocks, int holes) throws InterruptedException {
        long before = used();
        KnownStreams streams = streams(blocks, holes);
        long after = used();
        int count = streams.size();
        System.out.printf(
                "%12d %8d %22d %22d%n",
                blocks, holes, (after - before) / count, streams.toJson().length() / count);
    }

    private static KnownStreams streams(long blocks, int holes) {
        Map<StreamId, KnownBlocks> all = new HashMap<>();
        for (int session = 0; session < SESSIONS; session++) {
            String id = UUID.randomUUID().toString();
            for (int signal = 0; signal < SIGNALS; signal++) {
                all.put(new StreamId("JS110-%06d".formatted(session), id, "signal" + signal), known(blocks, holes));
            }
        }
        return KnownStreams.NONE.heard(all, Instant.EPOCH);
    }

    /** As many blocks as asked for, each hole at the end of a range of equal length. */
    private static KnownBlocks known(long blocks, int holes) {
        StringBuilder text = new StringBuilder();
        long length = blocks / (holes + 1);
        for (int range = 0; range <= holes; range++) {
            text.append(range == 0 ? "" : ",")
                    .append(range * length)
                    .append('-')
                    .append(Math.max(range * length, (range + 1) * length - 2));
        }
        return KnownBlocks.parse(text.toString());
    }

    private static long used() throws InterruptedException {
        for (int turn = 0; turn < TURNS; turn++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

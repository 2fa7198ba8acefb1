package org.joulelake.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.StreamId;

/**
 * A batch that is in the lake.
 *
 * @param batchId number that Spark gave it
 * @param counts what was in it
 * @param fileBytes size of the data files that it added to {@code power.blocks}
 * @param duration from its start to the end of its commit
 * @param committedAt when its commit was done
 * @param behind records that were on the topic by then and not in the lake; empty if the brokers did not tell
 * @param liveStreams streams that the lake remembers
 * @param streams the streams that it brought something of, and which of their blocks the lake has by then
 */
public record BatchReport(
        long batchId,
        BatchCounts counts,
        long fileBytes,
        Duration duration,
        Instant committedAt,
        OptionalLong behind,
        int liveStreams,
        Map<StreamId, KnownBlocks> streams) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How old the newest sample was when it could be queried, in seconds; NaN where the batch had no block. */
    public double freshnessSeconds() {
        if (counts.blocks() == 0) {
            return Double.NaN;
        }
        double committed = committedAt.getEpochSecond() + committedAt.getNano() / NANOS_PER_SECOND;
        return committed - counts.newestEndNanos() / NANOS_PER_SECOND;
    }

    /** Samples a second of this batch's time. */
    public double samplesPerSecond() {
        return counts.samples() * NANOS_PER_SECOND / Math.max(1, duration.toNanos());
    }
}

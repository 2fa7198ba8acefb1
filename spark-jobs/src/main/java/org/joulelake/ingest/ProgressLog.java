package org.joulelake.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;

/** A log line for each batch that had anything in it. */
public final class ProgressLog implements BatchListener {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    @Override
    public void lost(String topic, int partition, long fromOffset, long toOffset) {
        LOG.error(
                "{} records of partition {} of topic {} are lost: offsets {} to {} were deleted before the lake had read"
                        + " them",
                toOffset - fromOffset,
                partition,
                topic,
                fromOffset,
                toOffset - 1);
    }

    @Override
    public void committed(BatchReport report) {
        BatchCounts counts = report.counts();
        if (counts.records() == 0) {
            return;
        }
        LOG.info(
                "batch {}: {} blocks, {} samples, {} quarantined, {} repeated, {} message bytes, {} file bytes, {} ms, "
                        + "{} samples/s, newest sample {} s old, {} records behind, {} live streams",
                report.batchId(),
                counts.blocks(),
                counts.samples(),
                counts.quarantined(),
                counts.repeated(),
                counts.messageBytes(),
                report.fileBytes(),
                report.duration().toMillis(),
                String.format(Locale.ROOT, "%.3g", report.samplesPerSecond()),
                counts.blocks() == 0 ? "?" : String.format(Locale.ROOT, "%.1f", report.freshnessSeconds()),
                report.behind().isPresent() ? report.behind().getAsLong() : "?",
                report.liveStreams());
    }
}

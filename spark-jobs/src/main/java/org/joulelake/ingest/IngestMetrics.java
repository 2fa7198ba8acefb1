package org.joulelake.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The ingest in figures for Prometheus; names as in {@code docs/configuration.md}. */
final class IngestMetrics implements BatchListener {

    private final Counter blocks;
    private final Counter samples;
    private final Counter quarantined;
    private final Counter repeated;
    private final Counter lost;
    private final Counter messageBytes;
    private final Counter fileBytes;
    private final Timer batches;
    private final AtomicReference<Double> freshnessSeconds = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> behind = new AtomicReference<>(Double.NaN);
    private final AtomicInteger liveStreams = new AtomicInteger();

    IngestMetrics(MeterRegistry registry) {
        blocks = counter(registry, "blocks", "blocks that became rows of power.blocks");
        samples = counter(registry, "samples", "samples in those blocks");
        quarantined = counter(registry, "quarantined", "records that went to power.quarantine");
        repeated = counter(registry, "repeated", "records passed over because the lake had them");
        lost = counter(registry, "lost", "records that were deleted from the topic before the lake had read them");
        messageBytes = counter(registry, "message.bytes", "bytes of the Kafka values of those blocks");
        fileBytes = counter(registry, "file.bytes", "bytes of the data files of power.blocks");
        batches = Timer.builder("joulelake.ingest.batch")
                .description("time from the start of a batch to the end of its commit")
                .register(registry);
        registry.gauge("joulelake.ingest.freshness.seconds", freshnessSeconds, AtomicReference::get);
        registry.gauge("joulelake.ingest.behind.records", behind, AtomicReference::get);
        registry.gauge("joulelake.ingest.live.streams", liveStreams);
    }

    @Override
    public void lost(String topic, int partition, long fromOffset, long toOffset) {
        lost.increment(toOffset - fromOffset);
    }

    @Override
    public void committed(BatchReport report) {
        BatchCounts counts = report.counts();
        blocks.increment(counts.blocks());
        samples.increment(counts.samples());
        quarantined.increment(counts.quarantined());
        repeated.increment(counts.repeated());
        messageBytes.increment(counts.messageBytes());
        fileBytes.increment(report.fileBytes());
        batches.record(report.duration());
        behind.set(report.behind().isPresent() ? report.behind().getAsLong() : Double.NaN);
        liveStreams.set(report.liveStreams());
        if (counts.blocks() > 0) {
            freshnessSeconds.set(report.freshnessSeconds());
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("joulelake.ingest." + name)
                .description(description)
                .register(registry);
    }
}

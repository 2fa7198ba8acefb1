package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockSerializer;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.LakeTables;
import org.joulelake.ingest.ProgressLog;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** From {@code joulelake edge label} to the rows of {@code power.samples}, through a running stack. */
@Timeout(300)
class LabelTest {

    private static final String TOPIC = "joulelake.blocks";
    private static final long POLL_MILLIS = 1_000;
    private static final int SAMPLES = 1_000;

    @TempDir
    private Path folder;

    @Test
    void aLabelChangesTheAlgorithmOfSamplesFromItsTimeOn() throws Exception {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        try (LocalStack stack = LocalStack.start(folder, Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(TOPIC, 1);
            try (LocalIngest ingest = LocalIngest.start(stack, TOPIC, Duration.ofSeconds(1), new ProgressLog())) {
                publish(stack, start);
                await(ingest, RowFactory.create("unassigned", 1_000L, 0L));

                label(stack, "--algorithm", "before", "--from", "2026-01-01T00:00:00Z");
                label(
                        stack,
                        "--algorithm",
                        "after",
                        "--from",
                        start.plusNanos(249_000_001).toString());
                await(ingest, RowFactory.create("before", 250L, 0L), RowFactory.create("after", 750L, 250L));

                label(stack, "--from", "2026-01-01T00:00:00Z", "--remove");
                await(ingest, RowFactory.create("unassigned", 250L, 0L), RowFactory.create("after", 750L, 250L));
            }
        }
    }

    /** A block of a second at 1 kHz that names no algorithm. */
    private static void publish(LocalStack stack, Instant start) throws Exception {
        SampleStream stream = new SampleStream("BENCH-1", "", "current", "A", UUID.randomUUID(), SAMPLES);
        long startNanos = start.getEpochSecond() * 1_000_000_000L;
        SampleBlock block = SampleBlock.of(stream, 0, 0, startNanos, new float[SAMPLES]);
        try (KafkaProducer<String, Block> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), new BlockSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, stream.device(), block)).get();
        }
    }

    private static void label(LocalStack stack, String option, String value, String... more) {
        String[] args = new String[8 + more.length];
        List<String> first = List.of(
                "edge", "label", "--bootstrap-servers", stack.bootstrapServers(), "--device", "BENCH-1", option, value);
        first.toArray(args);
        System.arraycopy(more, 0, args, first.size(), more.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** Waits until the view has these algorithms, each with the number of its samples and the index of the first. */
    private static void await(LocalIngest ingest, Row... expected) throws InterruptedException {
        List<Row> rows;
        do {
            Thread.sleep(POLL_MILLIS);
            rows = ingest.spark()
                    .sql("SELECT algorithm, count(*), min(sample_index) FROM lake.power.samples GROUP BY 1 ORDER BY 3")
                    .collectAsList();
        } while (!rows.equals(List.of(expected)));
    }
}

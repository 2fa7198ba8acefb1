package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

/**
 * The driver is killed again and again while it works off a backlog, and the table is compacted and its snapshots expire
 * meanwhile. System properties {@code joulelake.kills} and {@code joulelake.blocks} make it longer.
 */
@ExtendWith(LakeExtension.class)
class KilledIngestTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledIngestTest.class);
    private static final int KILLS = Integer.getInteger("joulelake.kills", 4);
    private static final int BLOCKS = Integer.getInteger("joulelake.blocks", 300);
    private static final int LONGEST_LIFE_MILLIS = 5_000;
    private static final int SAMPLES = 500;
    private static final int PARTITIONS = 3;
    private static final String TOPIC = "killed-ingest";

    /** A batch every second or so; some lives end within the first. */
    private static final Map<String, String> SETTINGS =
            Map.of("ingest.trigger", "PT0.5S", "ingest.max-blocks-per-trigger", "8");

    @TempDir
    private Path folder;

    private final LakeFixture lake;
    private final Random random = new Random(200);
    private final Set<Path> seen = new HashSet<>();
    private IngestChild child;

    KilledIngestTest(LakeFixture lake) {
        this.lake = lake;
    }

    /** What tells a block from all others. */
    private record Identity(String signal, long sequence, int samplesCrc32c) {}

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void tableEqualsTopicHoweverOftenTheDriverIsKilled(TestReporter reporter) throws Exception {
        lake.createTopic(TOPIC, PARTITIONS);
        Map<Identity, Integer> sent = new HashMap<>();
        int garbage = sendBacklog(sent);
        child = new IngestChild(lake, folder);
        for (int kill = 0; kill < KILLS; kill++) {
            Process driver = child.start(TOPIC, SETTINGS);
            long before = snapshot();
            awaitStream(driver, child);
            if (random.nextInt(4) > 0) {
                awaitCommit(driver, before);
            }
            driver.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
            if (kill % 3 == 0) {
                maintain();
            }
            assertThat(driver.isAlive()).as(child.errors()).isTrue();
            driver.destroyForcibly().waitFor();
            LOG.info("After {} kills the lake has {} blocks of {}", kill + 1, count(), sent.size());
        }
        reporter.publishEntry("blocks after the last kill", Long.toString(count()));
        Process last = child.start(TOPIC, Map.of(), "--available-now");
        assertThat(last.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(child.errors()).isZero();

        Map<Identity, Integer> found = new HashMap<>();
        lake.sql("SELECT signal, sequence, samples_crc32c FROM power.blocks WHERE device = '" + TOPIC + "'")
                .forEach(row ->
                        found.merge(new Identity(row.getString(0), row.getLong(1), row.getInt(2)), 1, Integer::sum));
        assertThat(found).isEqualTo(sent);
        assertThat(lake.sql("SELECT DISTINCT kafka_partition, kafka_offset FROM power.quarantine WHERE kafka_topic = '"
                        + TOPIC + "'"))
                .hasSize(garbage);
        assertThat(lake.sql("SELECT kafka_offset FROM power.quarantine WHERE kafka_topic = '" + TOPIC + "'"))
                .hasSize(garbage);
    }

    @AfterEach
    void endWhatStillRuns() {
        child.close();
    }

    /** Some blocks come twice, some late, and some messages are no blocks; returns how many of these. */
    private int sendBacklog(Map<Identity, Integer> sent) throws Exception {
        SampleStream current = TestBlocks.stream(TOPIC, "a");
        SampleStream voltage = new SampleStream(TOPIC, "a", "voltage", "V", current.session(), current.sampleRateHz());
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            SampleStream stream = i % 2 == 0 ? current : voltage;
            float[] samples = new float[SAMPLES];
            for (int j = 0; j < SAMPLES; j++) {
                samples[j] = random.nextFloat();
            }
            SampleBlock block = TestBlocks.block(stream, i / 2, samples);
            sent.put(new Identity(stream.signal(), i / 2, block.header().samplesCrc32c()), 1);
            messages.add(BlockWriter.write(block));
        }
        int garbage = 0;
        List<Future<RecordMetadata>> onTopic = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            for (int i = 0; i < BLOCKS; i++) {
                onTopic.add(send(producer, i, messages.get(i)));
                if (i % 40 == 39) {
                    onTopic.add(send(producer, i, messages.get(random.nextInt(i))));
                    onTopic.add(send(producer, i, new byte[] {(byte) i}));
                    garbage++;
                }
            }
        }
        for (Future<RecordMetadata> record : onTopic) {
            record.get();
        }
        return garbage;
    }

    private static Future<RecordMetadata> send(KafkaProducer<String, byte[]> producer, int i, byte[] message) {
        return producer.send(new ProducerRecord<>(TOPIC, i / 50 % PARTITIONS, TOPIC, message));
    }

    /** Waits for the checkpoint of this life: its stream begins. */
    private void awaitStream(Process driver, IngestChild child) throws Exception {
        while (!runs().stream().anyMatch(run -> seen.add(run))) {
            assertThat(driver.isAlive()).as(child.errors()).isTrue();
            driver.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for a commit, or for the time that one takes: there may be nothing left. */
    private void awaitCommit(Process driver, long before) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (snapshot() == before && System.nanoTime() < deadline) {
            driver.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private long snapshot() {
        Snapshot current = lake.blocks().currentSnapshot();
        return current == null ? 0 : current.snapshotId();
    }

    private List<Path> runs() throws IOException {
        Path checkpoints = lake.file("s3://joulelake/checkpoints/" + TOPIC);
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            // The server removes a folder when its last file goes.
            return List.of();
        }
    }

    private void maintain() {
        Table blocks = lake.blocks();
        SparkActions.get(lake.spark())
                .rewriteDataFiles(blocks)
                .option("min-input-files", "2")
                .execute();
        blocks.refresh();
        blocks.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .retainLast(1)
                .commit();
    }

    private long count() {
        return lake.sql("SELECT count(*) FROM power.blocks WHERE device = '" + TOPIC + "'")
                .get(0)
                .getLong(0);
    }
}

package org.joulelake.edge.trim;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.CommitAnnouncement;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.SpoolEntry;
import org.joulelake.edge.spool.SpoolFold;
import org.joulelake.edge.spool.SpoolSettings;
import org.joulelake.edge.spool.TrimAfter;
import org.joulelake.edge.spool.WhenFull;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(60)
class LakeTrimmerTest {

    private static final SampleStream CURRENT =
            new SampleStream("JS220-002557", "", "current", "A", new UUID(1, 2), 1_000_000);
    private static final SampleStream VOLTAGE =
            new SampleStream("JS220-002557", "", "voltage", "V", new UUID(1, 2), 1_000_000);
    private static final SampleStream OTHER =
            new SampleStream("JS110-000001", "", "current", "A", new UUID(3, 4), 1_000_000);

    /** Samples that cannot be made smaller; so many that a segment holds six blocks of them. */
    private static final int BLOCK_SAMPLES = 40_000;

    private static final int SEGMENT_BLOCKS = 6;

    @TempDir
    private static Path kafkaDirectory;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path directory;

    private final List<SpoolEntry> resent = new CopyOnWriteArrayList<>();
    private String topic;
    private SegmentedSpool spool;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(kafkaDirectory, 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        spool = openSpool();
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void aSegmentStaysUntilTheLakeHasAllOfIt() throws Exception {
        createTopic();
        append(CURRENT, 2 * SEGMENT_BLOCKS);
        append(VOLTAGE, 2 * SEGMENT_BLOCKS);
        acknowledgeAll();
        assertThat(held()).isEqualTo(4 * SEGMENT_BLOCKS);
        try (LakeTrimmer trimmer = start()) {
            announce(OTHER, "v1 through=100");
            announce(CURRENT, "v1 through=7");
            await(() -> held() == 3 * SEGMENT_BLOCKS);
            announce(CURRENT, "v1 through=11");
            await(() -> held() == 2 * SEGMENT_BLOCKS);
            announce(VOLTAGE, "v1 through=11");
            await(() -> held() == SEGMENT_BLOCKS);
            assertThat(resent).isEmpty();
        }
    }

    @Test
    void aBlockThatTheLakeHasGoneOnWithoutIsSentAgainAndKept() throws Exception {
        createTopic();
        append(CURRENT, 2 * SEGMENT_BLOCKS);
        acknowledgeAll();
        announce(CURRENT, "v1 through=11 missing=3-3");
        try (LakeTrimmer trimmer = start()) {
            await(() -> !resent.isEmpty());
            assertThat(BlockReader.readHeader(resent.get(0).message()).sequence())
                    .isEqualTo(3);
            assertThat(held()).isEqualTo(2 * SEGMENT_BLOCKS);
            announce(CURRENT, "v1 through=11");
            await(() -> held() == SEGMENT_BLOCKS);
            assertThat(resent).hasSize(1);
        }
    }

    @Test
    void whatIsNotReleasedIsKeptAcrossRestartsAndNotPolledAgain() throws Exception {
        append(CURRENT, 2 * SEGMENT_BLOCKS);
        acknowledgeAll();
        try (LakeTrimmer trimmer = start()) {
            spool.close();
            spool = openSpool();
            assertThat(spool.poll(Duration.ZERO)).isEmpty();
            assertThat(spool.backlog()).isZero();
            assertThat(held()).isEqualTo(2 * SEGMENT_BLOCKS);
        }
        createTopic();
        announce(CURRENT, "v1 through=11");
        try (LakeTrimmer trimmer = start()) {
            await(() -> held() == 0);
        }
    }

    private void append(SampleStream stream, int blocks) throws IOException, InterruptedException {
        Random random = new Random(1);
        for (int sequence = 0; sequence < blocks; sequence++) {
            float[] samples = new float[BLOCK_SAMPLES];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Float.intBitsToFloat(random.nextInt());
            }
            SampleBlock block = SampleBlock.of(
                    stream, sequence, (long) sequence * BLOCK_SAMPLES, 1_700_000_000_000_000_000L, samples);
            spool.append(stream.device(), BlockWriter.write(block));
        }
    }

    private void acknowledgeAll() throws IOException, InterruptedException {
        Optional<SpoolEntry> entry = spool.poll(Duration.ZERO);
        while (entry.isPresent()) {
            spool.acknowledge(entry.get().position());
            entry = spool.poll(Duration.ZERO);
        }
    }

    private long held() {
        List<Long> positions = new CopyOnWriteArrayList<>();
        try {
            spool.scan(0, Long.MAX_VALUE, entry -> positions.add(entry.position()));
        } catch (IOException e) {
            // A segment that went while it was read: what is behind it is counted the next time.
            return Long.MAX_VALUE;
        }
        return positions.size();
    }

    private LakeTrimmer start() {
        return LakeTrimmer.start(spool, Map.of("bootstrap.servers", kafka.bootstrapServers()), topic, resent::add);
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
    }

    private void announce(SampleStream stream, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, CommitAnnouncement.key(stream), value));
        }
    }

    private SegmentedSpool openSpool() {
        return SegmentedSpool.open(
                new SpoolSettings(
                        directory, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES, WhenFull.WAIT, TrimAfter.LAKE),
                SpoolFold.NONE);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }
}

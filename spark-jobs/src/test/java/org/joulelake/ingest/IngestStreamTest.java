package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.block.SamplesChecksum;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.rules.RuleFile;

/** The stream between a real broker and a real S3 endpoint. */
@ExtendWith(LakeExtension.class)
class IngestStreamTest {

    private static final long START_NANOS = 1_760_000_000_000_000_000L;
    private static final int BLOCK_SAMPLES = 100;
    private static final double RATE_HZ = 1e6;
    private static final long PATIENCE_SECONDS = 60;

    /** One session for each device. */
    private static final Map<String, SampleStream> STREAMS = new ConcurrentHashMap<>();

    private final LakeFixture lake;

    IngestStreamTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void oneCorruptMessageAmongAThousandIsSetAsideAndTheStreamRunsOn() throws Exception {
        String device = "corrupt";
        lake.createTopic(device, 2);
        byte[] corrupt = message(device, 1000);
        corrupt[corrupt.length - 3] ^= 0x10;
        List<byte[]> messages = messages(device, 0, 1000);
        messages.add(500, corrupt);
        send(device, messages);
        StreamingQuery query = lake.stream(device, device).startContinuous(lake.spark());
        try {
            awaitBlocks(device, 1000);
            List<Row> refused = lake.sql("SELECT reason, detail, value, kafka_offset FROM power.quarantine"
                    + " WHERE kafka_topic = '" + device + "'");
            assertThat(refused).singleElement().satisfies(row -> {
                assertThat(row.getString(0)).isEqualTo("message-checksum");
                assertThat(row.getString(1)).contains("stored CRC32C is", "computed");
                assertThat((byte[]) row.get(2)).isEqualTo(corrupt);
                assertThat(row.getLong(3)).isEqualTo(500);
            });
            assertThat(query.isActive()).isTrue();
            send(device, List.of(message(device, 1001)));
            awaitBlocks(device, 1001);
        } finally {
            query.stop();
        }
    }

    @Test
    void samplesArriveBitForBitWithTheirChecksum() throws Exception {
        String device = "bits";
        lake.createTopic(device, 1);
        float[] odd = {
            Float.NaN,
            -0.0f,
            Float.MIN_VALUE,
            1.5f,
            -12f,
            Float.intBitsToFloat(0x7fc01234),
            Float.intBitsToFloat(0xff800001)
        };
        SampleBlock block = SampleBlock.of(stream(device), 0, 0, START_NANOS, odd);
        send(device, List.of(BlockWriter.write(block)));
        ingestAvailable(device, device);
        Row row = lake.sql("SELECT `values`, samples_crc32c, missing_count FROM power.blocks WHERE device = '" + device
                        + "'")
                .get(0);
        List<Float> values = row.getList(0);
        float[] read = new float[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i);
        }
        assertThat(bits(read)).containsExactly(bits(odd));
        assertThat(SamplesChecksum.of(read)).isEqualTo(row.getInt(1));
        assertThat(row.getInt(2)).isEqualTo(3);
    }

    @Test
    void aLostCheckpointDoublesNothing() throws Exception {
        String device = "checkpoint";
        lake.createTopic(device, 3);
        List<byte[]> messages = messages(device, 0, 20);
        messages.add(new byte[] {1, 2, 3});
        send(device, messages);
        ingestAvailable(device, "first");
        ingestAvailable(device, "second");
        assertThat(count(device)).isEqualTo(20);
        assertThat(lake.sql("SELECT 1 FROM power.quarantine WHERE kafka_topic = '" + device + "'"))
                .hasSize(1);
        send(device, messages(device, 20, 5));
        ingestAvailable(device, "second");
        assertThat(count(device)).isEqualTo(25);
    }

    @Test
    void aBatchOfBadMessagesOnlyStillAdvances() throws Exception {
        String device = "bad";
        lake.createTopic(device, 1);
        send(device, List.of(new byte[] {'J', 'L', 'K', 'B', 9}, new byte[0]));
        ingestAvailable(device, device);
        Snapshot snapshot = lake.blocks().currentSnapshot();
        assertThat(snapshot.summary().get(LakeProgress.SUMMARY_PROPERTY)).contains("\"bad\":{\"0\":2}");
        assertThat(lake.sql("SELECT reason FROM power.quarantine WHERE kafka_topic = 'bad' ORDER BY kafka_offset"))
                .extracting(row -> row.getString(0))
                .containsExactly("unsupported-version", "truncated");
    }

    @Test
    void aRecordWithoutKeyAndValueIsKeptWithItsTime() throws Exception {
        lake.createTopic("tombstone", 1);
        Long timestampMillis = 1_760_000_000_123L;
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            String key = null;
            byte[] value = null;
            producer.send(new ProducerRecord<>("tombstone", 0, timestampMillis, key, value))
                    .get();
        }
        ingestAvailable("tombstone", "tombstone");
        assertThat(lake.sql("SELECT reason, detail, key, value, unix_millis(kafka_timestamp) FROM power.quarantine"
                        + " WHERE kafka_topic = 'tombstone'"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString(0)).isEqualTo("empty-message");
                    assertThat(row.getString(1)).isEqualTo("the record has no value");
                    assertThat(row.isNullAt(2)).isTrue();
                    assertThat(row.isNullAt(3)).isTrue();
                    assertThat(row.getLong(4)).isEqualTo(timestampMillis);
                });
    }

    @Test
    void aBlockThatBreaksARuleIsSetAsideUnderTheRulesName() throws Exception {
        String device = "rules";
        lake.createTopic(device, 1);
        SampleStream odd = new SampleStream(device, "", "temperature", "K", UUID.randomUUID(), RATE_HZ);
        SampleBlock wild = SampleBlock.of(stream(device), 0, 0, START_NANOS, new float[] {1e6f});
        send(
                device,
                List.of(
                        BlockWriter.write(SampleBlock.of(odd, 0, 0, START_NANOS, new float[] {300})),
                        BlockWriter.write(wild)));
        ingestAvailable(device, device);
        assertThat(lake.sql("SELECT reason FROM power.quarantine WHERE kafka_topic = 'rules' ORDER BY kafka_offset"))
                .extracting(row -> row.getString(0))
                .containsExactly("signal.known", "signal.current.max");
    }

    @Test
    void aBlockWithoutAlgorithmIsUnassigned() throws Exception {
        String device = "unassigned";
        lake.createTopic(device, 1);
        SampleStream stream = new SampleStream(device, "", "voltage", "V", UUID.randomUUID(), RATE_HZ);
        send(device, List.of(BlockWriter.write(SampleBlock.of(stream, 0, 0, START_NANOS, new float[] {3.3f}))));
        ingestAvailable(device, device);
        assertThat(lake.sql("SELECT algorithm FROM power.blocks WHERE device = 'unassigned'"))
                .extracting(row -> row.getString(0))
                .containsExactly("unassigned");
    }

    @Test
    void theViewOfSamplesHasExactTimes() throws Exception {
        String device = "view";
        lake.createTopic(device, 1);
        SampleStream stream = new SampleStream(device, "a", "current", "A", UUID.randomUUID(), 2e6);
        float[] values = {1, Float.NaN, 3};
        send(device, List.of(BlockWriter.write(SampleBlock.of(stream, 4, 1000, START_NANOS + 1, values))));
        ingestAvailable(device, device);
        List<Row> rows = lake.sql("SELECT sample_index, ts_ns, unix_micros(ts), value FROM power.samples"
                + " WHERE device = 'view' ORDER BY sample_index");
        assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(1000L, 1001L, 1002L);
        assertThat(rows)
                .extracting(row -> row.getLong(1))
                .containsExactly(START_NANOS + 1, START_NANOS + 501, START_NANOS + 1001);
        assertThat(rows)
                .extracting(row -> row.getLong(2))
                .containsExactly(START_NANOS / 1000, START_NANOS / 1000, START_NANOS / 1000 + 1);
        assertThat(rows).extracting(row -> row.getFloat(3)).containsExactly(1f, Float.NaN, 3f);
    }

    @Test
    void noSampleIsShuffled() throws Exception {
        String device = "plan";
        lake.createTopic(device, 1);
        IngestSettings settings = lake.settings(device, device);
        Dataset<Row> records = lake.spark()
                .read()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.kafka().get("bootstrap.servers"))
                .option("subscribe", device)
                .load();
        IngestTask task = new IngestTask(
                SerializableTable.copyOf(lake.blocks()),
                SerializableTable.copyOf(lake.quarantine()),
                LakeProgress.NONE,
                KnownStreams.NONE,
                Set.of(),
                new BlockCheck(RuleFile.defaults(), Instant.now()));
        String plan =
                BatchIngest.plan(records, task).queryExecution().executedPlan().toString();
        assertThat(plan).contains("MapPartitions").doesNotContain("Exchange").doesNotContain("Sort");
    }

    private void ingestAvailable(String topic, String checkpoint) throws Exception {
        StreamingQuery query = lake.stream(topic, topic + "-" + checkpoint).startAvailableNow(lake.spark());
        query.awaitTermination();
        query.stop();
    }

    private void awaitBlocks(String device, long expected) throws InterruptedException {
        while (count(device) < expected) {
            assertThat(lake.batches().poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("a batch within %s s", PATIENCE_SECONDS)
                    .isNotNull();
        }
        assertThat(count(device)).isEqualTo(expected);
    }

    private long count(String device) {
        return lake.sql("SELECT count(*) FROM power.blocks WHERE device = '" + device + "'")
                .get(0)
                .getLong(0);
    }

    private void send(String topic, List<byte[]> messages) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (byte[] message : messages) {
                sent.add(producer.send(new ProducerRecord<>(topic, topic, message)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static List<byte[]> messages(String device, int firstSequence, int count) {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message(device, firstSequence + i));
        }
        return messages;
    }

    private static byte[] message(String device, int sequence) {
        float[] samples = new float[BLOCK_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (sequence + i) * 1e-6f;
        }
        long first = (long) sequence * BLOCK_SAMPLES;
        long start = START_NANOS + Math.round(first / RATE_HZ * 1e9);
        return BlockWriter.write(SampleBlock.of(stream(device), sequence, first, start, samples));
    }

    private static SampleStream stream(String device) {
        return STREAMS.computeIfAbsent(
                device, name -> new SampleStream(name, "test", "current", "A", UUID.randomUUID(), RATE_HZ));
    }

    private static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(samples[i]);
        }
        return bits;
    }
}

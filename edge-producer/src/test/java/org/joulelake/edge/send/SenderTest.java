package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(120)
class SenderTest {

    private static final String TOPIC = "blocks";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @TempDir
    private Path directory;

    private EmbeddedKafka kafka;
    private SegmentedSpool spool;

    @BeforeEach
    void startKafkaAndOpenSpool() {
        kafka = startKafka(0);
        spool = openSpool();
    }

    @AfterEach
    void stop() throws IOException {
        spool.close();
        kafka.close();
    }

    @Test
    void allMessagesArriveInOrderWithTheirKey() throws Exception {
        Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        append(0, 500);
        try (Sender sender = start(settings())) {
            append(500, 1000);
            sender.awaitDrained();
            assertThat(spool.backlog()).isZero();
            assertThat(sender.counts().sentMessages()).isEqualTo(1000);
            assertThat(sender.counts().acknowledgedMessages()).isEqualTo(1000);
            assertThat(sender.counts().acknowledgedBytes()).isEqualTo(4000);
            assertThat(sender.failure()).isEmpty();
            assertThat(sender.close(TIMEOUT)).isZero();
        }
        assertThatTopicHolds(1000);
    }

    @Test
    void nothingIsLostWhenTheBrokerStopsAndStartsAgain() throws Exception {
        Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        try (Sender sender = start(settings())) {
            append(0, 300);
            sender.awaitDrained();
            kafka.close();
            append(300, 600);
            assertThat(spool.backlog()).isEqualTo(300);
            kafka = startKafka(port);
            append(600, 900);
            sender.awaitDrained();
            assertThat(sender.failure()).isEmpty();
        }
        assertThatTopicHolds(900);
    }

    @Test
    void aSenderThatIsClosedSaysWhatRemainsAndTheNextOneSendsIt() throws Exception {
        Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        kafka.close();
        append(0, 50);
        Sender first = start(settings(port));
        assertThat(first.close(Duration.ofMillis(100))).isEqualTo(50);
        assertThatThrownBy(first::awaitDrained)
                .isInstanceOf(IOException.class)
                .hasMessage("the sender to topic blocks was closed with 50 messages still in the spool");
        assertThat(first.failure()).isEmpty();
        spool.close();

        kafka = startKafka(port);
        spool = openSpool();
        try (Sender second = start(settings())) {
            second.awaitDrained();
        }
        assertThatTopicHolds(50);
    }

    @Test
    void aMessageTooLargeForTheTopicGoesAsideAndTheOthersArrive() throws Exception {
        createTopic(Map.of("max.message.bytes", "1000"));
        append(0, 3);
        spool.append("JS220-002557", new byte[2000]);
        append(3, 6);
        try (Sender sender = start(settings())) {
            sender.awaitDrained();
            assertThat(sender.counts().asideMessages()).isEqualTo(1);
            assertThat(sender.close(TIMEOUT)).isZero();
        }
        assertThatTopicHolds(6);
        assertThat(aside("0000000000000000004-*.reason"))
                .startsWith("topic blocks does not take message 4 of JS220-002557 (2,000 bytes): ")
                .endsWith("; raise max.message.bytes of the topic and max.request.size of the producer\n");
        assertThat(onlyAside("0000000000000000004-*.block")).hasBinaryContent(new byte[2000]);
        assertThat(aside("0000000000000000004-*.key")).isEqualTo("JS220-002557");
    }

    @Test
    void smallMessagesShareBatchesWhereTheTopicTakesThem() throws Exception {
        assertThat(batchesOfAThousandMessages(Map.of())).isLessThan(100);
    }

    @Test
    void eachMessageGoesAloneWhereTheTopicTakesLessThanABatch() throws Exception {
        int tooSmall = ProducerDefaults.BATCH_BYTES - 1;
        assertThat(batchesOfAThousandMessages(Map.of("max.message.bytes", String.valueOf(tooSmall))))
                .isEqualTo(1000);
    }

    /** Sent by a producer that waits for company, so that it is up to the size of a batch alone how many there are. */
    private int batchesOfAThousandMessages(Map<String, String> topic) throws Exception {
        createTopic(topic);
        append(0, 1000);
        Map<String, Object> patient = new HashMap<>(settings());
        patient.put("linger.ms", 100);
        try (Sender sender = start(patient)) {
            sender.awaitDrained();
        }
        assertThatTopicHolds(1000);
        return batches();
    }

    @Test
    void whatWasSetAsideIsSentByTheNextSenderIfItCan() throws Exception {
        createTopic(Map.of());
        spool.append("device-0", new byte[] {0, 0, 0, 0});
        Map<String, Object> tooSmall = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 50);
        try (Sender sender = start(tooSmall)) {
            sender.awaitDrained();
            assertThat(sender.counts().asideMessages()).isEqualTo(1);
        }
        assertThatTopicHolds(0);
        try (Sender sender = start(settings())) {
            append(1, 2);
            sender.awaitDrained();
            assertThat(sender.counts().asideMessages()).isZero();
        }
        assertThatTopicHolds(2);
        assertThat(directory.resolve("aside")).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsFullLetsTheSpoolKeepTheRest() throws Exception {
        createTopic(Map.of());
        Map<String, Object> tooSmall = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 50);
        append(0, 3);
        try (Sender sender = Sender.start(
                spool, tooSmall, new SenderSettings(TOPIC, directory.resolve("aside"), 8, Readiness.NOW, PATIENCE))) {
            await(() -> sender.counts().asideMessages() == 2 && sender.counts().restarts() > 0);
            assertThat(spool.backlog()).isEqualTo(1);
        }
    }

    @Test
    void aTopicThatIsDeletedWhileItIsSentToIsMadeAgain() throws Exception {
        createTopic(Map.of());
        Readiness readiness = () -> Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        try (Sender sender = Sender.start(
                spool,
                quick(settings()),
                new SenderSettings(TOPIC, directory.resolve("aside"), 1000, readiness, PATIENCE))) {
            append(0, 100);
            sender.awaitDrained();
            try (Admin admin = Admin.create(settings())) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
            }
            append(100, 200);
            sender.awaitDrained();
            assertThat(sender.failure()).isEmpty();
        }
        List<Integer> numbers = TopicReader.readAll(kafka.bootstrapServers(), TOPIC).stream()
                .map(record -> ByteBuffer.wrap(record.value()).getInt())
                .toList();
        assertThat(numbers)
                .containsSubsequence(IntStream.range(100, 200).boxed().toList());
    }

    @Test
    void aDeviceWhosePartitionChangesKeepsItsOrderAndTheBreakIsMarked() throws Exception {
        createTopic(Map.of());
        try (Sender sender = start(quick(settings()))) {
            append(0, 300);
            sender.awaitDrained();
            try (Admin admin = Admin.create(settings())) {
                admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(7)))
                        .all()
                        .get();
            }
            int appended = 300;
            while (partitionsUsed() == 1) {
                append(appended, appended + 30);
                appended += 30;
                sender.awaitDrained();
            }
            append(appended, appended + 300);
            sender.awaitDrained();
            assertThatEachDeviceIsComplete(appended + 300);
        }
    }

    /** Each device's messages, partition by partition in the order in which it moved, are all there in their order. */
    private void assertThatEachDeviceIsComplete(int count) {
        Map<String, List<ConsumerRecord<String, byte[]>>> byDevice =
                TopicReader.readAll(kafka.bootstrapServers(), TOPIC).stream()
                        .collect(Collectors.groupingBy(ConsumerRecord::key));
        long moved = 0;
        for (List<ConsumerRecord<String, byte[]>> records : byDevice.values()) {
            List<ConsumerRecord<String, byte[]>> inOrder = new ArrayList<>(records);
            inOrder.sort(Comparator.comparingInt(
                    record -> ByteBuffer.wrap(record.value()).getInt()));
            assertThat(inOrder).hasSize(count / 3);
            for (int i = 1; i < inOrder.size(); i++) {
                ConsumerRecord<String, byte[]> before = inOrder.get(i - 1);
                ConsumerRecord<String, byte[]> after = inOrder.get(i);
                Header mark = after.headers().lastHeader(Transmission.MOVED_FROM);
                if (before.partition() == after.partition()) {
                    assertThat(after.offset()).isGreaterThan(before.offset());
                    assertThat(mark).isNull();
                } else {
                    assertThat(new String(mark.value())).isEqualTo(Integer.toString(before.partition()));
                    moved++;
                }
            }
        }
        assertThat(moved).isPositive();
    }

    private long partitionsUsed() {
        return TopicReader.readAll(kafka.bootstrapServers(), TOPIC).stream()
                .map(ConsumerRecord::partition)
                .distinct()
                .count();
    }

    @Test
    void settingsThatKafkaDoesNotAcceptAreOneClearLine() {
        assertThatThrownBy(() -> start(Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "maybe")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("the Kafka client for " + kafka.bootstrapServers() + " cannot be set up: ")
                .hasMessageContaining("maybe");
    }

    private Sender start(Map<String, Object> settings) {
        return Sender.start(spool, settings, SenderSettings.of(TOPIC, directory.resolve("aside"), Readiness.NOW));
    }

    /** Lets the client look at the brokers' metadata every second. */
    private static Map<String, Object> quick(Map<String, Object> settings) {
        Map<String, Object> quick = new HashMap<>(settings);
        quick.put("metadata.max.age.ms", 1000);
        return quick;
    }

    private void createTopic(Map<String, String> configs) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(configs)))
                    .all()
                    .get();
        }
    }

    private String aside(String pattern) throws IOException {
        return Files.readString(onlyAside(pattern));
    }

    private Path onlyAside(String pattern) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("aside"), pattern)) {
            return files.iterator().next();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private int batches() throws IOException {
        Path records = directory.resolve("kafka").resolve(TOPIC + "-0").resolve("00000000000000000000.log");
        int count = 0;
        try (FileRecords file = FileRecords.open(records.toFile())) {
            for (RecordBatch batch : file.batches()) {
                count += batch.sizeInBytes() > 0 ? 1 : 0;
            }
        }
        return count;
    }

    private void append(int from, int to) throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            spool.append("device-" + i % 3, ByteBuffer.allocate(4).putInt(i).array());
        }
    }

    private void assertThatTopicHolds(int count) {
        List<ConsumerRecord<String, byte[]>> records = TopicReader.readAll(kafka.bootstrapServers(), TOPIC);
        assertThat(records).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(ByteBuffer.wrap(records.get(i).value()).getInt()).isEqualTo(i);
            assertThat(records.get(i).key()).isEqualTo("device-" + i % 3);
        }
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static Map<String, Object> settings(int port) {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    private EmbeddedKafka startKafka(int port) {
        return EmbeddedKafka.start(directory.resolve("kafka"), port);
    }

    private SegmentedSpool openSpool() {
        return SegmentedSpool.open(directory.resolve("spool"), FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES);
    }
}

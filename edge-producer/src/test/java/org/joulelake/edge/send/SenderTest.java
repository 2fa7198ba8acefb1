package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(120)
class SenderTest {

    private static final String TOPIC = "blocks";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

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
        try (Sender sender = Sender.start(spool, settings(), TOPIC)) {
            append(500, 1000);
            sender.awaitDrained();
            assertThat(spool.backlog()).isZero();
            assertThat(sender.sentMessages()).isEqualTo(1000);
            assertThat(sender.acknowledgedMessages()).isEqualTo(1000);
            assertThat(sender.acknowledgedBytes()).isEqualTo(4000);
            assertThat(sender.failure()).isEmpty();
            assertThat(sender.close(TIMEOUT)).isZero();
        }
        assertThatTopicHolds(1000);
    }

    @Test
    void nothingIsLostWhenTheBrokerStopsAndStartsAgain() throws Exception {
        Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        try (Sender sender = Sender.start(spool, settings(), TOPIC)) {
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
        Sender first = Sender.start(spool, settings(port), TOPIC);
        assertThat(first.close(Duration.ofMillis(100))).isEqualTo(50);
        assertThatThrownBy(first::awaitDrained)
                .isInstanceOf(IOException.class)
                .hasMessage("the sender to topic blocks was closed with 50 messages still in the spool");
        assertThat(first.failure()).isEmpty();
        spool.close();

        kafka = startKafka(port);
        spool = openSpool();
        try (Sender second = Sender.start(spool, settings(), TOPIC)) {
            second.awaitDrained();
        }
        assertThatTopicHolds(50);
    }

    @Test
    void aMessageTooLargeForTheTopicEndsTheSender() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", "1000"))))
                    .all()
                    .get();
        }
        append(0, 3);
        spool.append("JS220-002557", new byte[2000]);
        try (Sender sender = Sender.start(spool, settings(), TOPIC)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("topic blocks does not take message 4 of JS220-002557 (2,000 bytes): ")
                    .hasMessageEndingWith(
                            "; raise max.message.bytes of the topic and max.request.size of the producer");
            assertThat(sender.failure()).isPresent();
            assertThat(sender.close(TIMEOUT)).isEqualTo(1);
        }
        assertThatTopicHolds(3);
    }

    @Test
    void aMessageTooLargeForTheProducerEndsTheSender() throws Exception {
        Topics.ensure(settings(), TOPIC, 1, TIMEOUT);
        spool.append("d", new byte[2000]);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 1000);
        try (Sender sender = Sender.start(spool, settings, TOPIC)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("topic blocks does not take message 1 of d (2,000 bytes): ");
            assertThat(spool.backlog()).isEqualTo(1);
        }
    }

    @Test
    void aTopicThatIsNotThereEndsTheSender() throws Exception {
        spool.append("d", new byte[20]);
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("max.block.ms", 300);
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(ProducerDefaults.overriddenBy(settings));
        try (Sender sender = Sender.start(spool, producer, "missing", Duration.ofSeconds(1), Readiness.NOW)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic missing does not take message 1 of d (20 bytes): Topic missing not present in"
                            + " metadata after 300 ms; check that the topic exists and that its brokers run");
        }
    }

    @Test
    void settingsThatKafkaDoesNotAcceptAreOneClearLine() {
        assertThatThrownBy(() -> Sender.start(
                        spool, Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "maybe"), TOPIC))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("the Kafka client for " + kafka.bootstrapServers() + " cannot be set up: ")
                .hasMessageContaining("maybe");
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

package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;

@Timeout(60)
class SenderFailureTest {

    private static final String TOPIC = "blocks";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private SegmentedSpool spool;

    @BeforeEach
    void openSpoolWithThree() throws Exception {
        spool = SegmentedSpool.open(directory, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES);
        for (int i = 0; i < 3; i++) {
            spool.append("device", new byte[10]);
        }
    }

    @AfterEach
    void closeSpool() throws IOException {
        spool.close();
    }

    @Test
    void aTopicThatBrokersDoNotKnowForTooLongEndsTheSender() throws Exception {
        TimeoutException unknown = new TimeoutException(
                "Topic blocks not present in metadata after 2000 ms.",
                new UnknownTopicOrPartitionException("This server does not host this topic-partition."));
        try (Sender sender = Sender.start(
                spool, new RefusingProducer(unknown, Integer.MAX_VALUE), TOPIC, Duration.ZERO, Readiness.NOW)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic blocks does not take message 1 of device (10 bytes): Topic blocks not present in"
                            + " metadata after 2000 ms; check that the topic exists and that its brokers run");
            assertThat(sender.close(TIMEOUT)).isEqualTo(3);
        }
    }

    @Test
    void whatTheProducerDoesNotTakeForAWhileIsHandedOverAgainInOrder() throws Exception {
        RefusingProducer producer = new RefusingProducer(new TimeoutException("Topic blocks not present"), 5);
        try (Sender sender = Sender.start(spool, producer, TOPIC, Duration.ZERO, Readiness.NOW)) {
            sender.awaitDrained();
            assertThat(sender.sentMessages()).isEqualTo(3);
            assertThat(producer.history()).hasSize(3);
        }
    }

    @Test
    void aMissingPermissionEndsTheSender() throws Exception {
        TopicAuthorizationException denied =
                new TopicAuthorizationException("Not authorized to access topics: [blocks]");
        try (Sender sender = Sender.start(spool, new RefusingProducer(denied, 1), TOPIC, TIMEOUT, Readiness.NOW)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic blocks does not take message 1 of device (10 bytes): Not authorized to access"
                            + " topics: [blocks]; give the producer's user the right to write");
            assertThat(sender.failure().orElseThrow()).hasCause(denied);
        }
    }

    @Test
    void anErrorEndsTheSenderAudibly() throws Exception {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<String, byte[]> message, Callback callback) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                };
        try (Sender sender = Sender.start(spool, producer, TOPIC, TIMEOUT, Readiness.NOW)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot send to topic blocks: java.lang.OutOfMemoryError: Java heap space");
            assertThat(sender.close(TIMEOUT)).isEqualTo(3);
        }
    }

    @Test
    void onlyWhatIsAcknowledgedWithoutGapLeavesTheSpool() throws Exception {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (Sender sender = Sender.start(spool, producer, TOPIC, TIMEOUT, Readiness.NOW)) {
            await(() -> producer.history().size() == 1);
            producer.completeNext();
            await(() -> spool.backlog() == 2 && producer.history().size() == 3);
            producer.errorNext(new KafkaException("broker is angry"));
            producer.completeNext();
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("topic blocks does not take message 2 of device (10 bytes): broker is angry;"
                            + " what was not acknowledged stays in the spool");
            assertThat(sender.acknowledgedMessages()).isEqualTo(2);
            assertThat(sender.close(TIMEOUT)).isEqualTo(2);
        }
    }

    @Test
    void nothingFollowsTheFirstMessageOfAKeyUntilItIsAcknowledged() throws Exception {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (Sender sender = Sender.start(spool, producer, TOPIC, TIMEOUT, Readiness.NOW)) {
            await(() -> producer.history().size() == 1);
            assertThat(sender.sentMessages()).isEqualTo(1);
            producer.completeNext();
            await(() -> producer.history().size() == 3);
            producer.completeNext();
            producer.completeNext();
            sender.awaitDrained();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}

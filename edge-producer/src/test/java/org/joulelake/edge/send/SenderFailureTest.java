package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.joulelake.cli.CommandException;
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
    void whatASenderNeedsIsLookedForAgainWhenNothingIsTakenForLong() throws Exception {
        TimeoutException unknown = new TimeoutException(
                "Topic blocks not present in metadata after 2000 ms.",
                new UnknownTopicOrPartitionException("This server does not host this topic-partition."));
        AtomicInteger checks = new AtomicInteger();
        SenderSettings settings =
                new SenderSettings(TOPIC, directory.resolve("aside"), 1000, checks::incrementAndGet, Duration.ZERO);
        RefusingProducer producer = new RefusingProducer(unknown, 50);
        try (Sender sender = Sender.start(spool, () -> producer, settings)) {
            sender.awaitDrained();
            assertThat(checks.get()).isGreaterThan(2);
            assertThat(sender.counts().restarts()).isZero();
        }
    }

    @Test
    void whatTheProducerDoesNotTakeForAWhileIsHandedOverAgainInOrder() throws Exception {
        RefusingProducer producer = new RefusingProducer(new TimeoutException("Topic blocks not present"), 5);
        try (Sender sender = start(producer)) {
            sender.awaitDrained();
            assertThat(sender.counts().sentMessages()).isEqualTo(3);
            assertThat(producer.history()).hasSize(3);
        }
    }

    @Test
    void aMissingPermissionIsWaitedForWithNewProducers() throws Exception {
        TopicAuthorizationException denied =
                new TopicAuthorizationException("Not authorized to access topics: [blocks]");
        List<RefusingProducer> producers = new ArrayList<>();
        Sender.Producers supplier = () -> {
            producers.add(new RefusingProducer(denied, producers.size() < 2 ? 1 : 0));
            return producers.get(producers.size() - 1);
        };
        try (Sender sender = Sender.start(spool, supplier, settings())) {
            sender.awaitDrained();
            assertThat(sender.failure()).isEmpty();
            assertThat(sender.counts().restarts()).isEqualTo(2);
        }
        assertThat(producers.get(2).history()).hasSize(3);
        assertThat(producers.get(0).closed()).isTrue();
    }

    @Test
    void aStartThatIsNotPossibleYetIsTriedAgain() throws Exception {
        AtomicInteger checks = new AtomicInteger();
        Readiness readiness = () -> {
            if (checks.incrementAndGet() < 3) {
                throw new CommandException("Kafka does not accept the login");
            }
        };
        RefusingProducer producer = new RefusingProducer(new TimeoutException("no"), 0);
        try (Sender sender =
                Sender.start(spool, () -> producer, SenderSettings.of(TOPIC, directory.resolve("aside"), readiness))) {
            sender.awaitDrained();
            assertThat(checks.get()).isEqualTo(3);
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
        try (Sender sender = start(producer)) {
            assertThatThrownBy(sender::awaitDrained)
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot send to topic blocks: java.lang.OutOfMemoryError: Java heap space");
            assertThat(sender.close(TIMEOUT)).isEqualTo(3);
        }
    }

    @Test
    void whatIsNotAcknowledgedWithoutGapIsSentAgainByANewProducer() throws Exception {
        List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();
        Sender.Producers supplier = () -> {
            producers.add(
                    new MockProducer<>(!producers.isEmpty(), null, new StringSerializer(), new ByteArraySerializer()));
            return producers.get(producers.size() - 1);
        };
        try (Sender sender = Sender.start(spool, supplier, settings())) {
            await(() -> !producers.isEmpty() && producers.get(0).history().size() == 1);
            producers.get(0).completeNext();
            await(() -> spool.backlog() == 2 && producers.get(0).history().size() == 3);
            producers.get(0).errorNext(new KafkaException("broker is angry"));
            producers.get(0).completeNext();
            sender.awaitDrained();
            assertThat(producers.get(1).history()).hasSize(2);
            assertThat(sender.counts().acknowledgedMessages()).isEqualTo(4);
        }
    }

    @Test
    void nothingFollowsTheFirstMessageOfAKeyUntilItIsAcknowledged() throws Exception {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (Sender sender = start(producer)) {
            await(() -> producer.history().size() == 1);
            assertThat(sender.counts().sentMessages()).isEqualTo(1);
            producer.completeNext();
            await(() -> producer.history().size() == 3);
            producer.completeNext();
            producer.completeNext();
            sender.awaitDrained();
        }
    }

    private Sender start(Producer<String, byte[]> producer) {
        return Sender.start(spool, () -> producer, settings());
    }

    private SenderSettings settings() {
        return SenderSettings.of(TOPIC, directory.resolve("aside"), Readiness.NOW);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}

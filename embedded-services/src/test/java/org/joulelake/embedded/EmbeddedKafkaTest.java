package org.joulelake.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class EmbeddedKafkaTest {

    private static final String TOPIC = "waveforms";
    private static final int RECORDS = 3;

    /** Of a record whose batch is just below the broker's usual limit. */
    private static final int LARGE_BYTES = 1_048_500;

    @TempDir
    private Path directory;

    @Test
    void recordsAndClusterSurviveARestart() throws Exception {
        String clusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            clusterId = createTopic(kafka);
            send(kafka, RECORDS);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                Admin admin = Admin.create(clientSettings(kafka))) {
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            assertThat(read(kafka, RECORDS)).containsOnly(LARGE_BYTES).hasSize(RECORDS);
        }
    }

    @Test
    void topicsAreNotCreatedByThemselves() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                Admin admin = Admin.create(clientSettings(kafka))) {
            assertThatThrownBy(() ->
                            admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void closingLeavesNoThreadThatKeepsTheJvmAlive() throws Exception {
        ThreadCheck threads = new ThreadCheck();
        EmbeddedKafka.start(directory, 0).close();
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, port))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage(
                            "Kafka cannot start: port %d on 127.0.0.1 is in use; stop the program that uses it or"
                                    + " choose another port",
                            port);
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndLeavesNothingRunning() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(directory, 0)) {
            ThreadCheck threads = new ThreadCheck();
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageContaining("Kafka cannot start with its data in " + directory)
                    .hasMessageContaining("lock");
            assertThat(threads.left()).isEmpty();
            assertThat(createTopic(first)).isNotEmpty();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedKafka.start(file, 0))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("Kafka cannot start with its data in " + file);
    }

    private static String createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(clientSettings(kafka))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void send(EmbeddedKafka kafka, int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clientSettings(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(TOPIC, new byte[LARGE_BYTES]))
                        .get();
            }
        }
    }

    private static List<Integer> read(EmbeddedKafka kafka, int count) {
        List<Integer> sizes = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clientSettings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            for (int tries = 0; tries < 100 && sizes.size() < count; tries++) {
                for (ConsumerRecord<byte[], byte[]> received : consumer.poll(Duration.ofMillis(200))) {
                    sizes.add(received.value().length);
                }
            }
        }
        return sizes;
    }

    private static Map<String, Object> clientSettings(EmbeddedKafka kafka) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader",
                "auto.offset.reset",
                "earliest",
                "max.request.size",
                LARGE_BYTES + 1000);
    }
}

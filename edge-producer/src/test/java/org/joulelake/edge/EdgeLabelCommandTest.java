package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.joulelake.block.Assignment;
import org.joulelake.block.AssignmentKey;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(60)
class EdgeLabelCommandTest {

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void anAssignmentIsPutOnACompactedTopicAndTakenBack() throws Exception {
        EdgeCommandRun said = label("a", "--device", "D|1", "--algorithm", "x", "--from", "1970-01-01T00:00:01.5Z");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEqualToIgnoringNewLines("D|1 runs x from 1970-01-01T00:00:01.500Z on");

        EdgeCommandRun taken = label("a", "--device", "D|1", "--from", "1970-01-01T01:00:01.5+01:00", "--remove");
        assertThat(taken.exitCode()).isZero();
        assertThat(taken.out()).isEqualToIgnoringNewLines("took back what D|1 runs from 1970-01-01T00:00:01.500Z on");

        assertThat(records("a"))
                .satisfiesExactly(
                        record -> {
                            assertThat(record.key()).isEqualTo("D|1|1500000000");
                            assertThat(record.value()).isEqualTo("v1 algorithm=x");
                        },
                        record -> {
                            assertThat(record.key()).isEqualTo("D|1|1500000000");
                            assertThat(record.value()).isNull();
                        });
        assertThat(config("a", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("a", "delete.retention.ms"))
                .isEqualTo(Long.toString(Duration.ofDays(365).toMillis()));
        assertThat(config("a", "unclean.leader.election.enable")).isEqualTo("false");
    }

    @Test
    void withoutATimeItIsFromNowOn() {
        Instant before = Instant.now();
        assertThat(label("now", "--device", "D", "--algorithm", "x").exitCode()).isZero();
        assertThat(label("now", "--device", "D", "--algorithm", "y", "--from", "now")
                        .exitCode())
                .isZero();
        assertThat(records("now"))
                .hasSize(2)
                .extracting(record -> Assignment.parse(AssignmentKey.parse(record.key()), record.value()))
                .allSatisfy(assignment -> assertThat(Instant.EPOCH.plusNanos(assignment.validFromNanos()))
                        .isBetween(before, Instant.now()));
    }

    @Test
    void theCommandExplainsItself() {
        EdgeCommandRun run = EdgeCommandRun.of("label", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Usage: edge label", "--device", "--algorithm", "--from", "--remove", "--bootstrap-servers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--algorithm x; --device",
                "--device D; --algorithm",
                "--device D --remove; --from",
                "--device D --remove --from now; --from"
            })
    void whatIsMissingIsAUsageError(String options, String missing) {
        EdgeCommandRun run = label("usage", options.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(missing).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--device D --algorithm x --from yesterday; 'yesterday' is no time",
                "--device D --algorithm x --from 2026-01-02T03:04:05; is no time",
                "--device D --algorithm x --from 2300-01-01T00:00:00Z; is not within the years 1678 to 2261",
                "--device D --algorithm a\tb; algorithm contains a control character",
                "--device '' --algorithm x; device is empty",
                "--device D --algorithm ''; algorithm is empty",
                "--device D --algorithm x --connect-timeout PT0S; connect timeout is PT0S"
            },
            quoteCharacter = '"')
    void whatMakesNoSenseIsOneLine(String options, String part) {
        String[] args = options.split(" ");
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].equals("''") ? "" : args[i];
        }
        assertOneLine(label("senseless", args), part);
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String servers = "127.0.0.1:" + closedPort;
        assertOneLine(
                EdgeCommandRun.of(
                        "label",
                        "--device",
                        "D",
                        "--algorithm",
                        "x",
                        "--bootstrap-servers",
                        servers,
                        "--connect-timeout",
                        "PT1S"),
                "no Kafka broker answers at " + servers);
    }

    private static EdgeCommandRun label(String topic, String... options) {
        List<String> args = new ArrayList<>(
                List.of("label", "--bootstrap-servers", kafka.bootstrapServers(), "--assignments-topic", topic));
        args.addAll(List.of(options));
        return EdgeCommandRun.of(args.toArray(String[]::new));
    }

    private static void assertOneLine(EdgeCommandRun run, String part) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(part);
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String config(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return config.get(name).value();
        }
    }
}

package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(60)
class TopicsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void aMissingTopicIsCreatedAndAnExistingOneIsLeftAsItIs() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 3, "acks", "all");
            Topics.ensure(settings, "blocks", 4, TIMEOUT);
            Topics.ensure(settings, "blocks", 7, TIMEOUT);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                TopicDescription topic = admin.describeTopics(List.of("blocks"))
                        .allTopicNames()
                        .get()
                        .get("blocks");
                assertThat(topic.partitions()).hasSize(4);
            }
        }
    }

    @Test
    void aNameThatIsNoTopicIsOneClearLine() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            String servers = kafka.bootstrapServers();
            assertThatThrownBy(() -> Topics.ensure(Map.of("bootstrap.servers", servers), "a topic", 1, TIMEOUT))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("topic a topic cannot be set up on Kafka at " + servers + ": ");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 1", "3, 3, 2", "5, 3, 2"})
    void replicationFollowsTheNumberOfBrokers(int brokers, short replication, String minInSync) {
        NewTopic topic = Topics.newTopic("blocks", 4, brokers, Map.of("cleanup.policy", "compact"));
        assertThat(topic.replicationFactor()).isEqualTo(replication);
        assertThat(topic.numPartitions()).isEqualTo(4);
        assertThat(topic.configs())
                .containsOnly(
                        Map.entry("cleanup.policy", "compact"),
                        Map.entry("min.insync.replicas", minInSync),
                        Map.entry("unclean.leader.election.enable", "false"));
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            freePort = socket.getLocalPort();
        }
        String servers = "127.0.0.1:" + freePort;
        assertThatThrownBy(
                        () -> Topics.ensure(Map.of("bootstrap.servers", servers), "blocks", 1, Duration.ofMillis(500)))
                .isInstanceOf(CommandException.class)
                .hasMessage("no Kafka broker answers at " + servers
                        + " within 0.5 s; start one there or give another address");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String servers = "127.0.0.1:" + mute.getLocalPort();
            assertThatThrownBy(() -> Topics.ensure(
                            Map.of("bootstrap.servers", List.of(servers)), "blocks", 1, Duration.ofSeconds(1)))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("no Kafka broker answers at " + servers + " within 1 s; ");
        }
    }

    @Test
    void anAddressThatIsNoneIsOneClearLine() {
        assertThatThrownBy(() -> Topics.ensure(Map.of("bootstrap.servers", "no port"), "blocks", 1, TIMEOUT))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("the Kafka client for no port cannot be set up: ");
    }
}

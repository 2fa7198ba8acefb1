package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.TopicCheck;
import org.joulelake.faults.check.TopicReader;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.process.Await;

/** A broker comes to those that are there, and all of a topic moves from broker to broker, while an edge publishes. */
@Timeout(300)
class MovingBrokersTest {

    private static final BlockTopic TOPIC = new BlockTopic("moving", 4);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostWhileABrokerIsAddedAndPartitionsMove(TestReporter reporter) throws Exception {
        SimulatedDevices devices = new SimulatedDevices(2, 200_000, 45, 3);
        try (BrokerCluster brokers = BrokerCluster.start(folder.resolve("brokers"), folder.resolve("logs"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.directServers()))) {
            brokers.kill(List.of(3));
            createTopic(admin, List.of(1, 2));
            try (EdgeProcess edge = EdgeProcess.start(
                    devices,
                    brokers.directServers(),
                    TOPIC,
                    folder.resolve("spool"),
                    folder.resolve("logs").resolve("edge.log"))) {
                awaitMore(brokers, edge);
                brokers.restart(List.of(3));
                brokers.awaitAllUp();
                move(admin, List.of(2, 3));
                assertThat(leaders(admin)).containsOnly(2);
                awaitMore(brokers, edge);
                move(admin, List.of(3, 1));
                assertThat(leaders(admin)).containsOnly(3);
                awaitMore(brokers, edge);
                move(admin, List.of(1, 2, 3));
                assertThat(leaders(admin)).containsOnly(1);
                assertThat(edge.awaitExit(LONGEST)).isEqualTo(OptionalInt.of(0));
            }
            TopicCheck check = new TopicCheck(devices.specs());
            TopicReader.readAll(brokers.directServers(), TOPIC.name(), check::accept);
            CheckResult result = check.result();
            reporter.publishEntry("result", result.toString());
            assertThat(result.passed()).as(result.toString()).isTrue();
            assertThat(result.samplesSent())
                    .as("current, voltage and derived power")
                    .isEqualTo(2 * 3 * 45 * 200_000L);
        }
    }

    /** Waits until the topic has more records than now: the edge publishes. */
    private static void awaitMore(BrokerCluster brokers, EdgeProcess edge) throws InterruptedException {
        long before = brokers.records(TOPIC.name()).orElse(0);
        Await.until(
                "the edge publishes",
                LONGEST,
                () -> brokers.records(TOPIC.name()).orElse(0) > before + 4);
        assertThat(edge.isAlive()).as("the edge has something left to publish").isTrue();
    }

    private static void createTopic(Admin admin, List<Integer> replicas) throws Exception {
        Map<Integer, List<Integer>> assignment = IntStream.range(0, TOPIC.partitions())
                .boxed()
                .collect(Collectors.toMap(Function.identity(), partition -> replicas));
        admin.createTopics(List.of(new NewTopic(TOPIC.name(), assignment)))
                .all()
                .get();
    }

    /** Moves all partitions to these brokers, the first of them to lead, and waits until that is done. */
    private static void move(Admin admin, List<Integer> replicas) throws Exception {
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = partitions().stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> Optional.of(new NewPartitionReassignment(replicas))));
        admin.alterPartitionReassignments(moves).all().get();
        Await.until("the partitions have moved", LONGEST, () -> {
            try {
                return admin.listPartitionReassignments().reassignments().get().isEmpty();
            } catch (ExecutionException e) {
                return false;
            }
        });
        Await.until("the new brokers lead", LONGEST, () -> {
            try {
                admin.electLeaders(ElectionType.PREFERRED, partitions())
                        .partitions()
                        .get();
                return leaders(admin).equals(Set.of(replicas.get(0)));
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    private static Set<TopicPartition> partitions() {
        return IntStream.range(0, TOPIC.partitions())
                .mapToObj(partition -> new TopicPartition(TOPIC.name(), partition))
                .collect(Collectors.toSet());
    }

    private static Set<Integer> leaders(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(TOPIC.name())).allTopicNames().get().get(TOPIC.name()).partitions().stream()
                .map(info -> info.leader())
                .map(Node::id)
                .collect(Collectors.toSet());
    }
}

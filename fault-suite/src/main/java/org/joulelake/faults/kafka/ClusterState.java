package org.joulelake.faults.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the brokers say of themselves; what they do not answer counts as not there. */
final class ClusterState implements AutoCloseable {

    private static final int ANSWER_MILLIS = 3_000;

    private final Admin admin;

    ClusterState(String servers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
    }

    /** Whether each of these brokers answers itself: what the others know of one that was killed is old. */
    boolean allAnswer(List<Integer> brokers) throws InterruptedException {
        return answer(admin.describeLogDirs(brokers).allDescriptions()).isPresent();
    }

    /** Whether each partition of the topic has a leader and so many replicas in sync. */
    boolean inSync(String topic, int replicas) throws InterruptedException {
        return describe(topic)
                .filter(description -> description.partitions().stream()
                        .allMatch(partition ->
                                partition.leader() != null && partition.isr().size() == replicas))
                .isPresent();
    }

    /** The sum of the ends of all partitions, if there is such a topic and each partition has a leader that answers. */
    OptionalLong records(String topic) throws InterruptedException {
        Optional<TopicDescription> description = describe(topic);
        if (description.isEmpty()) {
            return OptionalLong.empty();
        }
        Map<TopicPartition, OffsetSpec> latest = description.get().partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return answer(admin.listOffsets(latest).all())
                .map(ends -> OptionalLong.of(ends.values().stream()
                        .mapToLong(ListOffsetsResultInfo::offset)
                        .sum()))
                .orElse(OptionalLong.empty());
    }

    private Optional<TopicDescription> describe(String topic) throws InterruptedException {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames()).map(topics -> topics.get(topic));
    }

    private static <T> Optional<T> answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException notNow) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

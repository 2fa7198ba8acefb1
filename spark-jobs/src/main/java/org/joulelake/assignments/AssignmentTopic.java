package org.joulelake.assignments;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Reads the topic of assignments whole, alone and in no group. Used by one thread. */
final class AssignmentTopic implements AutoCloseable {

    /** Longest wait for an answer, and for the next records while there are more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final String topic;
    private final NewestAssignments newest;
    private final Admin admin;

    /** Null while there is no topic. */
    private KafkaConsumer<byte[], byte[]> consumer;

    private Uuid topicId;

    AssignmentTopic(Map<String, String> kafka, String topic, NewestAssignments newest) {
        this.kafka = new HashMap<>(kafka);
        this.topic = topic;
        this.newest = newest;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        admin = Admin.create(settings);
    }

    /**
     * Takes in what the topic has by now; nothing if there is none. True if anything came.
     *
     * @throws KafkaException if the brokers do not answer or do not let us
     */
    boolean readToEnd() throws InterruptedException {
        Optional<TopicDescription> found = describe();
        if (found.isEmpty()) {
            closeConsumer();
            return false;
        }
        assign(found.get());
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        ends.forEach(this::rereadIfCutShort);
        boolean any = false;
        long progress = System.nanoTime();
        while (isBehind(ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(newest::take);
            if (!records.isEmpty()) {
                any = true;
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new TimeoutException("no record came within " + PATIENCE.toSeconds() + " s");
            }
        }
        return any;
    }

    @Override
    public void close() {
        closeConsumer();
        admin.close(Duration.ZERO);
    }

    private Optional<TopicDescription> describe() throws InterruptedException {
        try {
            return Optional.of(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    /** Partitions that were added since are read from their start; a topic that was made again, too. */
    private void assign(TopicDescription description) {
        if (!description.topicId().equals(topicId)) {
            closeConsumer();
            newest.topicReplaced();
            topicId = description.topicId();
        }
        if (consumer == null) {
            consumer = newConsumer();
        }
        Set<TopicPartition> partitions = description.partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
        List<TopicPartition> added = partitions.stream()
                .filter(partition -> !consumer.assignment().contains(partition))
                .toList();
        if (!added.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(added);
        }
    }

    private KafkaConsumer<byte[], byte[]> newConsumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** After a loss at the brokers a partition may end before what was read of it. */
    private void rereadIfCutShort(TopicPartition partition, long end) {
        if (consumer.position(partition) > end) {
            consumer.seekToBeginning(Set.of(partition));
        }
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void closeConsumer() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
        }
    }
}

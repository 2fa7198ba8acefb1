package org.joulelake.edge.trim;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.joulelake.block.CommitAnnouncement;
import org.joulelake.block.SampleStream;

/**
 * The newest announcement of each stream of some devices. Reads the whole topic from its start, alone and in no group;
 * keeps nothing of other devices. Used by one thread.
 */
final class CommitReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitReader.class);

    private final KafkaConsumer<String, String> consumer;
    private final String topic;
    private final Set<String> devices = new HashSet<>();
    private final Map<String, CommitAnnouncement> newest = new HashMap<>();

    CommitReader(Map<String, Object> kafkaSettings, String topic) {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        this.topic = topic;
    }

    /**
     * Takes in what was announced, waiting for it at most this long.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not let us
     */
    void poll(Duration timeout) {
        assign();
        if (consumer.assignment().isEmpty()) {
            return;
        }
        for (ConsumerRecord<String, String> record : consumer.poll(timeout)) {
            if (record.key() != null && record.value() != null && isWanted(record.key())) {
                take(record);
            }
        }
    }

    /** Whether there is a topic to read. */
    boolean hasTopic() {
        return !consumer.assignment().isEmpty();
    }

    /** The newest announcement of a stream; a device that was not asked for before is read from the start. */
    Optional<CommitAnnouncement> of(SampleStream stream) {
        if (devices.add(stream.device())) {
            consumer.seekToBeginning(consumer.assignment());
        }
        return Optional.ofNullable(newest.get(CommitAnnouncement.key(stream)));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    /** Partitions that were added since are read, too. */
    private void assign() {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        Set<TopicPartition> partitions = (known == null ? List.<PartitionInfo>of() : known)
                .stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .collect(Collectors.toSet());
        if (!partitions.equals(consumer.assignment())) {
            List<TopicPartition> added = partitions.stream()
                    .filter(partition -> !consumer.assignment().contains(partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(added);
        }
    }

    private boolean isWanted(String key) {
        return devices.stream().anyMatch(device -> key.startsWith(CommitAnnouncement.keyPrefix(device)));
    }

    private void take(ConsumerRecord<String, String> record) {
        try {
            newest.put(record.key(), CommitAnnouncement.parse(record.value()));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "Topic {}, partition {}, offset {}: {}",
                    topic,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}

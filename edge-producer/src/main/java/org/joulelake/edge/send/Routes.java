package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which partition a device's messages go to: the one that Kafka's own producer takes for the key. When a topic gets more
 * partitions the device may move to another one. For one thread.
 */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final Map<String, Integer> partitionsByKey = new HashMap<>();

    Routes(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * A way to a partition.
     *
     * @param partition its number; empty if it is left to the producer
     * @param movedFrom where the messages before went to, if they went to another partition
     */
    record Route(OptionalInt partition, OptionalInt movedFrom) {}

    /**
     * The route of the next message with this key.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not tell
     */
    Route of(String key) {
        int partitions = producer.partitionsFor(topic).size();
        if (partitions == 0) {
            return new Route(OptionalInt.empty(), OptionalInt.empty());
        }
        int partition = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
        int before = partitionsByKey.getOrDefault(key, partition);
        return new Route(OptionalInt.of(partition), before == partition ? OptionalInt.empty() : OptionalInt.of(before));
    }

    /** A message with this key was sent on this route. */
    void taken(String key, Route route) {
        route.partition().ifPresent(partition -> partitionsByKey.put(key, partition));
        if (route.movedFrom().isPresent()) {
            LOG.info(
                    "Messages of {} go to partition {} of topic {} now, no longer to {}: it has more partitions",
                    key,
                    route.partition().orElseThrow(),
                    topic,
                    route.movedFrom().getAsInt());
        }
    }
}

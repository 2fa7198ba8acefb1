package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Keeps batches of several messages below what the topic takes. One that is larger is fatal: while it is below {@code
 * batch.size}, Kafka's client (4.1) "splits" it into itself without end and never reports anything.
 */
final class BatchSize {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSize.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ONE_MESSAGE = 0;

    private BatchSize() {}

    /**
     * Settings of a producer to a topic: unless their user says otherwise, each message is a batch of its own if the topic
     * takes no larger ones, or if nobody tells what it takes.
     *
     * @param given what the user says
     * @param all that and the defaults
     */
    static Map<String, Object> fitting(String topic, Map<String, Object> given, Map<String, Object> all)
            throws InterruptedException {
        if (given.containsKey(ProducerConfig.BATCH_SIZE_CONFIG)) {
            return all;
        }
        OptionalInt mostBytes = Topics.maxMessageBytes(all, topic, TIMEOUT);
        if (mostBytes.isPresent() && mostBytes.getAsInt() >= ProducerDefaults.BATCH_BYTES) {
            return all;
        }
        LOG.info(
                "Each message to topic {} goes alone: {}",
                topic,
                mostBytes.isPresent()
                        ? "it takes no more than %,d bytes".formatted(mostBytes.getAsInt())
                        : "its max.message.bytes is not known");
        Map<String, Object> alone = new HashMap<>(all);
        alone.put(ProducerConfig.BATCH_SIZE_CONFIG, ONE_MESSAGE);
        return alone;
    }
}

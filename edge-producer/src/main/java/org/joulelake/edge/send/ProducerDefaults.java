package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.HashMap;
import java.util.Map;

/** How the edge's Kafka producer is set unless its user says otherwise. */
public final class ProducerDefaults {

    /** All replicas in sync have the message before it counts as sent. */
    public static final String ACKS = "all";

    /** A retry is recognised by the broker: no message twice, none out of order. */
    public static final boolean IDEMPOTENCE = true;

    /** Longest time to go on trying with one message: about 25 days, after which nobody waits. */
    public static final int DELIVERY_TIMEOUT_MILLIS = Integer.MAX_VALUE;

    /** Requests under way per broker; the most with which idempotence keeps the order. */
    public static final int MAX_IN_FLIGHT = 5;

    /** Blocks are compressed already. */
    public static final String COMPRESSION = "none";

    /** Memory for messages that wait to be sent or acknowledged; the rest waits in the spool. */
    public static final long BUFFER_BYTES = 32L << 20;

    /** Nothing to wait for: messages that share a batch do so since the ones before them are still under way. */
    public static final int LINGER_MILLIS = 0;

    /**
     * Small messages, such as blocks of a digital input, share batches of this size where they queue up, since a broker
     * takes only some hundred batches a second; larger ones are batches of their own. It must not be above the topic's
     * {@code max.message.bytes}, see {@link BatchSize}.
     */
    public static final int BATCH_BYTES = 16 << 10;

    /** Longest request: what brokers usually take. */
    public static final int MAX_REQUEST_BYTES = 1 << 20;

    /** Time after which handing over a message is tried anew when no broker answers or the memory is full. */
    public static final int MAX_BLOCK_MILLIS = 2_000;

    private ProducerDefaults() {}

    /** The defaults, with the given settings before them. */
    static Map<String, Object> overriddenBy(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.ACKS_CONFIG, ACKS);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, IDEMPOTENCE);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_IN_FLIGHT);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        all.putAll(settings);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return all;
    }
}

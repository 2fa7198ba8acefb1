package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.joulelake.block.AssignmentKey;

/** Puts an assignment on its topic, and waits until all replicas in sync have it. */
public final class AssignmentSender {

    /** All keys of a device on one partition would do; the topic is small. */
    private static final int PARTITIONS = 1;

    private final Map<String, Object> settings;
    private final String topic;
    private final Duration timeout;

    /**
     * Nothing is connected yet.
     *
     * @param kafka {@code bootstrap.servers}, security; settings that are not a producer's are passed over
     * @param topic of the assignments; made if it is missing
     * @param timeout longest time that the brokers may take for each of their answers
     */
    public AssignmentSender(Map<String, String> kafka, String topic, Duration timeout) {
        this.settings = Map.copyOf(kafka);
        this.topic = topic;
        this.timeout = timeout;
    }

    /**
     * Returns when the assignment is on the topic.
     *
     * @param value the value of the message; none takes back what was said for this key
     * @throws org.joulelake.cli.CommandException if no broker answers or they do not let us
     */
    public void send(AssignmentKey key, Optional<String> value) throws InterruptedException {
        Topics.ensureCompacted(settings, topic, PARTITIONS, timeout);
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key.text(), value.orElse(null)))
                    .get();
        } catch (ExecutionException e) {
            throw KafkaTrouble.notTaken(settings, topic, e.getCause());
        } catch (KafkaException e) {
            throw KafkaTrouble.notTaken(settings, topic, e);
        }
    }

    private KafkaProducer<String, String> producer() {
        int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
        Map<String, Object> all = new HashMap<>(settings);
        all.keySet().retainAll(ProducerConfig.configNames());
        all.put(ProducerConfig.ACKS_CONFIG, ProducerDefaults.ACKS);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, ProducerDefaults.IDEMPOTENCE);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }
}

package org.joulelake.ingest;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.joulelake.block.CommitAnnouncement;
import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.StreamId;

/**
 * Announces after each commit which blocks of its streams the lake has, and at the start those of all live streams, since
 * the one before may have died between its commit and its announcement. What cannot be announced is announced with the
 * next commit; it never holds up the ingest, as the edge only keeps its blocks longer.
 */
public final class CommitAnnouncer implements BatchListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitAnnouncer.class);
    private static final int MOST_WAIT_MILLIS = 5_000;
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Map<String, String> kafka;
    private final String topic;
    private final KafkaProducer<String, String> producer;
    private final Map<StreamId, KnownBlocks> failed = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private boolean topicIsThere;

    /**
     * Announces on a topic, which is made when it is first needed.
     *
     * @param kafka settings of the Kafka client, {@code bootstrap.servers} among them
     */
    public CommitAnnouncer(Map<String, String> kafka, String topic) {
        this.kafka = Map.copyOf(kafka);
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_WAIT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void started(Map<StreamId, KnownBlocks> streams) {
        announce(streams);
    }

    @Override
    public void committed(BatchReport report) {
        announce(report.streams());
    }

    private void announce(Map<StreamId, KnownBlocks> streams) {
        Map<StreamId, KnownBlocks> all = new HashMap<>(failed);
        all.putAll(streams);
        if (all.isEmpty()) {
            return;
        }
        failed.putAll(streams);
        if (!ensureTopic()) {
            return;
        }
        for (Map.Entry<StreamId, KnownBlocks> stream : all.entrySet()) {
            if (!send(stream.getKey(), stream.getValue())) {
                return;
            }
        }
    }

    /** Hands over without waiting for the answer; false if the producer takes nothing now. */
    private boolean send(StreamId stream, KnownBlocks blocks) {
        String key = CommitAnnouncement.key(stream.device(), stream.session(), stream.signal());
        try {
            producer.send(new ProducerRecord<>(topic, key, blocks.announcement().value()), (metadata, failure) -> {
                if (failure == null) {
                    failed.remove(stream, blocks);
                    told.set(false);
                } else {
                    tell(failure);
                }
            });
            return true;
        } catch (KafkaException e) {
            tell(e);
            return false;
        }
    }

    private boolean ensureTopic() {
        if (topicIsThere) {
            return true;
        }
        try {
            CompactedTopic.ensure(kafka, topic);
            topicIsThere = true;
        } catch (ExecutionException | KafkaException e) {
            tell(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return topicIsThere;
    }

    /** Once, until one gets through again. */
    private void tell(Exception failure) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "Commits cannot be announced on topic {}: {}; edges that trim after the lake keep their blocks until they"
                            + " can",
                    topic,
                    failure.getMessage());
        }
    }

    /** Waits a little for what is on its way. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}

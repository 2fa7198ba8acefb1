package org.joulelake.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.OptionalLong;

import org.joulelake.cli.CommandException;

/**
 * How far the lake is behind a topic.
 *
 * @param kafka settings of the Kafka client
 * @param topic name of the topic
 */
record TopicLag(Map<String, String> kafka, String topic) {

    private static final Logger LOG = LoggerFactory.getLogger(TopicLag.class);

    /** Records that the topic holds after these offsets; empty if the brokers do not tell, which is no reason to stop. */
    OptionalLong behind(Map<Integer, Long> nextOffsets) {
        try {
            TopicOffsets there = TopicOffsets.of(kafka, topic);
            return OptionalLong.of(there.end().entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - Math.max(there.begin().get(end.getKey()), nextOffsets.getOrDefault(end.getKey(), 0L)))
                    .filter(records -> records > 0)
                    .sum());
        } catch (CommandException e) {
            LOG.debug("How far the lake is behind is not known", e);
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}

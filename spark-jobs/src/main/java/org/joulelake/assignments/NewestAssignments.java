package org.joulelake.assignments;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.joulelake.block.Assignment;
import org.joulelake.block.AssignmentKey;

/**
 * The newest record of each key, as far as a topic has been read. It may be read again from its start at any time; when
 * its end is reached, all is as it was before, or newer.
 */
final class NewestAssignments {

    private static final Logger LOG = LoggerFactory.getLogger(NewestAssignments.class);

    private final Map<AssignmentKey, Newest> byKey = new HashMap<>();
    private final Map<Integer, Long> complainedUpTo = new HashMap<>();

    /** No algorithm: the assignment was taken back. */
    private record Newest(Optional<String> algorithm, int partition, long timestamp) {

        /**
         * Offsets tell what is newer. A key may also be on two partitions, if some were added: then time tells, and if
         * it is the same, the number, as a partition with a higher one is not older.
         */
        Newest or(Newest next) {
            boolean later = next.timestamp == timestamp ? next.partition > partition : next.timestamp > timestamp;
            return next.partition == partition || later ? next : this;
        }
    }

    /** Takes in the next record of its partition; one that is no assignment is logged once and passed over. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            AssignmentKey key = AssignmentKey.parse(text("key", record.key()));
            Optional<String> algorithm = record.value() == null
                    ? Optional.empty()
                    : Optional.of(
                            Assignment.parse(key, text("value", record.value())).algorithm());
            byKey.merge(key, new Newest(algorithm, record.partition(), record.timestamp()), Newest::or);
        } catch (IllegalArgumentException e) {
            complain(record, e.getMessage());
        }
    }

    /** Another topic has taken the place of the one that was read. */
    void topicReplaced() {
        complainedUpTo.clear();
    }

    /** Algorithms by key; none for an assignment that was taken back. */
    Map<AssignmentKey, Optional<String>> algorithms() {
        Map<AssignmentKey, Optional<String>> algorithms = new HashMap<>();
        byKey.forEach((key, newest) -> algorithms.put(key, newest.algorithm()));
        return Collections.unmodifiableMap(algorithms);
    }

    private void complain(ConsumerRecord<byte[], byte[]> record, String why) {
        if (record.offset() > complainedUpTo.getOrDefault(record.partition(), -1L)) {
            complainedUpTo.put(record.partition(), record.offset());
            LOG.warn(
                    "Passed over topic {}, partition {}, offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    why);
        }
    }

    /** Kafka's own deserializer makes another text of bytes that are none. */
    private static String text(String what, byte[] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("it has no " + what);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its " + what + " is not UTF-8", e);
        }
    }
}

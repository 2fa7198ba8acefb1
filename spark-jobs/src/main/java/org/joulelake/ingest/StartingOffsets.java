package org.joulelake.ingest;

import java.util.Map;
import java.util.TreeMap;

import org.joulelake.cli.CommandException;

/**
 * Where a stream begins to read its topic: where the lake ends, whatever Spark remembers. A partition that the lake does
 * not know begins with the first record that is there.
 */
final class StartingOffsets {

    private StartingOffsets() {}

    /**
     * Offsets as Spark's Kafka source takes them.
     *
     * @param lake how far the lake has read
     * @param there what the topic holds
     * @param listener told of records that are gone and that the lake does not have
     * @throws CommandException if the lake has read more than there ever was: it is another topic of the same name
     */
    static String of(String topic, LakeProgress lake, TopicOffsets there, BatchListener listener) {
        Map<Integer, Long> starts = new TreeMap<>();
        there.end().forEach((partition, end) -> {
            long next = lake.nextOffset(topic, partition);
            if (next > end) {
                throw new CommandException(
                        "the lake has read partition %d of topic %s up to offset %d, but it ends at %d:"
                                        .formatted(partition, topic, next, end)
                                + " it was deleted and made again, or these are other brokers; nothing was read; publish to a topic"
                                + " with another name and ingest that one");
            }
            long begin = there.begin().get(partition);
            if (next < begin) {
                listener.lost(topic, partition, next, begin);
            }
            starts.put(partition, Math.max(next, begin));
        });
        return new LakeProgress(Map.of(topic, starts)).toJson();
    }
}

package org.joulelake.ingest;

import org.apache.iceberg.Table;

import java.util.Map;

import org.joulelake.cli.CommandException;

/**
 * Which topic of a name the lake has read: the offsets of one that was deleted and made again begin at 0, and would be
 * passed over as known. Its id is a property of the table, set by each commit.
 *
 * @param topic its name
 * @param id the brokers' id of it
 */
record TopicIdentity(String topic, String id) {

    private static final String PROPERTY_PREFIX = "joulelake.topic-id.";

    /** Properties of a table that has read this topic. */
    Map<String, String> properties() {
        return Map.of(PROPERTY_PREFIX + topic, id);
    }

    /** Whether a table has read on in this topic. */
    boolean hasMoved(LakeProgress before, LakeProgress now) {
        return !before.nextOffsets()
                .getOrDefault(topic, Map.of())
                .equals(now.nextOffsets().getOrDefault(topic, Map.of()));
    }

    /**
     * Returns if the table has read this topic or none of this name.
     *
     * @throws CommandException if it has read another one
     */
    void requireSameAs(Table table) {
        String known = table.properties().getOrDefault(PROPERTY_PREFIX + topic, id);
        if (!known.equals(id)) {
            throw new CommandException(
                    "topic %s has the id %s, but the lake has read one with the id %s:".formatted(topic, id, known)
                            + " it was deleted and made again, or these are other brokers; nothing was read; publish to a topic with"
                            + " another name and ingest that one");
        }
    }
}

package org.joulelake.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a table has taken in its topics, as the table itself records it: in the summary of the snapshot that brought
 * the data, so the two cannot part. The same commit notes it in the table's properties, which do not expire.
 *
 * @param nextOffsets for each topic and partition the offset after the last record that was taken in
 */
record LakeProgress(Map<String, Map<Integer, Long>> nextOffsets) implements Serializable {

    /** Snapshot summary property: {@code {"topic":{"partition":nextOffset}}}. */
    static final String SUMMARY_PROPERTY = "joulelake.next-offsets";

    /** Table property of the same form: the newest of the above, for when that snapshot has expired. */
    static final String TABLE_PROPERTY = "joulelake.next-offsets";

    /** Table property: sequence number of the snapshot that the commit of {@link #TABLE_PROPERTY} came after. */
    static final String AFTER_PROPERTY = "joulelake.next-offsets.after";

    static final LakeProgress NONE = new LakeProgress(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, TreeMap<Integer, Long>>> TYPE = new TypeReference<>() {};

    /**
     * What the table's history says or, where its snapshots that said something have expired, its property; {@link #NONE}
     * if nothing was ever taken in.
     *
     * @throws IllegalStateException if the property speaks of a snapshot that was rolled back
     */
    static LakeProgress of(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return NONE;
        }
        Optional<LakeProgress> recorded = recorded(SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot));
        return recorded.orElseGet(() -> remembered(table, current));
    }

    /** What the newest of these snapshots that says anything says. */
    static Optional<LakeProgress> recorded(Iterable<Snapshot> newestFirst) {
        for (Snapshot snapshot : newestFirst) {
            String text = snapshot.summary().get(SUMMARY_PROPERTY);
            if (text != null) {
                return Optional.of(parse(text));
            }
        }
        return Optional.empty();
    }

    /** The property is of a commit on top of an older snapshot; after a roll back behind it, it says too much. */
    private static LakeProgress remembered(Table table, Snapshot current) {
        String text = table.properties().get(TABLE_PROPERTY);
        if (text == null) {
            return NONE;
        }
        long after = Long.parseLong(table.properties().getOrDefault(AFTER_PROPERTY, "0"));
        if (current.sequenceNumber() <= after) {
            throw new IllegalStateException(
                    "table %s was rolled back, and the snapshots that recorded how far it had read"
                                    .formatted(table.name())
                            + " have expired; restore it to a snapshot with " + SUMMARY_PROPERTY + " in its summary");
        }
        return parse(text);
    }

    /** Whether a record was taken in already. */
    boolean covers(String topic, int partition, long offset) {
        return offset < nextOffset(topic, partition);
    }

    /** The offset after the last record of a partition that was taken in; 0 if none was. */
    long nextOffset(String topic, int partition) {
        return nextOffsets.getOrDefault(topic, Map.of()).getOrDefault(partition, 0L);
    }

    /** The part of this progress that is further than another. */
    LakeProgress beyond(LakeProgress other) {
        Map<String, Map<Integer, Long>> ahead = new TreeMap<>();
        nextOffsets.forEach((topic, partitions) -> partitions.forEach((partition, offset) -> {
            if (offset > other.nextOffset(topic, partition)) {
                ahead.computeIfAbsent(topic, name -> new TreeMap<>()).put(partition, offset);
            }
        }));
        return new LakeProgress(ahead);
    }

    /** This progress and that of a batch together. */
    LakeProgress plus(Map<String, Map<Integer, Long>> batch) {
        Map<String, Map<Integer, Long>> sum = new TreeMap<>();
        nextOffsets.forEach((topic, partitions) -> sum.put(topic, new TreeMap<>(partitions)));
        batch.forEach((topic, partitions) -> partitions.forEach((partition, offset) ->
                sum.computeIfAbsent(topic, name -> new TreeMap<>()).merge(partition, offset, Math::max)));
        return new LakeProgress(sum);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(nextOffsets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("offsets cannot be written as JSON: " + nextOffsets, e);
        }
    }

    private static LakeProgress parse(String text) {
        try {
            return new LakeProgress(Map.copyOf(JSON.readValue(text, TYPE)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("snapshot summary has an unreadable " + SUMMARY_PROPERTY + ": " + text, e);
        }
    }
}

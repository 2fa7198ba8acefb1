package org.joulelake.ingest;

import org.apache.iceberg.DataFile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.joulelake.ingest.known.TouchedStreams;

/**
 * What one task made of the records that it read; added up over the tasks of a batch.
 *
 * @param blockFiles new data files of {@code power.blocks}
 * @param quarantineFiles new data files of {@code power.quarantine}
 * @param nextOffsets for each topic and partition the offset after the last record that was read
 * @param streams the streams that were met
 * @param counts what was in the records
 */
public record TaskResult(
        List<DataFile> blockFiles,
        List<DataFile> quarantineFiles,
        Map<String, Map<Integer, Long>> nextOffsets,
        TouchedStreams streams,
        BatchCounts counts)
        implements Serializable {

    static final TaskResult NOTHING =
            new TaskResult(List.of(), List.of(), Map.of(), TouchedStreams.NONE, BatchCounts.ZERO);

    TaskResult plus(TaskResult other) {
        Map<String, Map<Integer, Long>> offsets = new TreeMap<>(nextOffsets);
        other.nextOffsets.forEach((topic, partitions) -> offsets.merge(topic, partitions, TaskResult::furthest));
        return new TaskResult(
                joined(blockFiles, other.blockFiles),
                joined(quarantineFiles, other.quarantineFiles),
                offsets,
                streams.plus(other.streams),
                counts.plus(other.counts));
    }

    private static Map<Integer, Long> furthest(Map<Integer, Long> left, Map<Integer, Long> right) {
        Map<Integer, Long> sum = new TreeMap<>(left);
        right.forEach((partition, offset) -> sum.merge(partition, offset, Math::max));
        return sum;
    }

    private static <T> List<T> joined(List<T> left, List<T> right) {
        List<T> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }
}

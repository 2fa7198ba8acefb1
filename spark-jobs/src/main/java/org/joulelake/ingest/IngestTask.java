package org.joulelake.ingest;

import org.apache.iceberg.Table;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.joulelake.ingest.block.BlockFiles;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.block.KafkaOrigin;

/**
 * The work of one Spark task: reads the records of one Kafka partition, checks them, and writes the files of both
 * tables itself. Only names and figures of files leave the task; no sample does.
 *
 * @param blocks table {@code power.blocks}, serializable
 * @param quarantine table {@code power.quarantine}, serializable
 * @param blocksProgress what {@code power.blocks} has taken in before
 * @param quarantined records that are in {@code power.quarantine} although {@code blocksProgress} does not cover them
 * @param check decides about each record
 */
record IngestTask(
        Table blocks, Table quarantine, LakeProgress blocksProgress, Set<KafkaOrigin> quarantined, BlockCheck check)
        implements MapPartitionsFunction<Row, TaskResult> {

    @Override
    public Iterator<TaskResult> call(Iterator<Row> rows) throws IOException {
        if (!rows.hasNext()) {
            return List.<TaskResult>of().iterator();
        }
        TaskContext task = TaskContext.get();
        Map<String, Map<Integer, Long>> nextOffsets = new HashMap<>();
        BatchCounts counts = BatchCounts.ZERO;
        BlockFiles blockFiles = new BlockFiles(blocks, task.partitionId(), task.taskAttemptId());
        QuarantineFiles quarantineFiles =
                new QuarantineFiles(quarantine, check.nowMicros(), task.partitionId(), task.taskAttemptId());
        try (blockFiles;
                quarantineFiles) {
            while (rows.hasNext()) {
                RawRecord record = RawRecord.of(rows.next());
                counts = counts.plus(write(record, blockFiles, quarantineFiles));
                KafkaOrigin origin = record.origin();
                nextOffsets
                        .computeIfAbsent(origin.topic(), topic -> new HashMap<>())
                        .merge(origin.partition(), origin.offset() + 1, Math::max);
            }
        }
        return List.of(new TaskResult(blockFiles.dataFiles(), quarantineFiles.dataFiles(), nextOffsets, counts))
                .iterator();
    }

    private BatchCounts write(RawRecord record, BlockFiles blockFiles, QuarantineFiles quarantineFiles) {
        KafkaOrigin origin = record.origin();
        if (blocksProgress.covers(origin.topic(), origin.partition(), origin.offset())) {
            return BatchCounts.known();
        }
        try {
            BlockRow row = check.check(record);
            blockFiles.write(row);
            return BatchCounts.block(
                    row.block().samples().length,
                    record.value().length,
                    row.block().header().endNanos());
        } catch (RefusedException refusal) {
            if (!quarantined.contains(origin)) {
                quarantineFiles.write(record, refusal);
            }
            return BatchCounts.refused();
        }
    }
}

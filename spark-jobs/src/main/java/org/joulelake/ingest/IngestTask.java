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
import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.ingest.known.BlockLedger;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.known.TouchedStreams;

/**
 * The work of one Spark task: reads the records of one Kafka partition, checks them, and writes the files of both
 * tables itself. Only names and figures of files leave the task; no sample does.
 *
 * @param blocks table {@code power.blocks}, serializable
 * @param quarantine table {@code power.quarantine}, serializable
 * @param blocksProgress what {@code power.blocks} has taken in before
 * @param known which blocks of live streams it has
 * @param quarantined records that are in {@code power.quarantine} although {@code blocksProgress} does not cover them
 * @param check decides about each record
 */
record IngestTask(
        Table blocks,
        Table quarantine,
        LakeProgress blocksProgress,
        KnownStreams known,
        Set<KafkaOrigin> quarantined,
        BlockCheck check)
        implements MapPartitionsFunction<Row, TaskResult> {

    @Override
    public Iterator<TaskResult> call(Iterator<Row> rows) throws IOException {
        if (!rows.hasNext()) {
            return List.<TaskResult>of().iterator();
        }
        TaskContext task = TaskContext.get();
        Map<String, Map<Integer, Long>> nextOffsets = new HashMap<>();
        BlockLedger ledger = new BlockLedger(known, blocks);
        BlockFiles blockFiles = new BlockFiles(blocks, task.partitionId(), task.taskAttemptId());
        QuarantineFiles quarantineFiles =
                new QuarantineFiles(quarantine, check.nowMicros(), task.partitionId(), task.taskAttemptId());
        RecordWriter writer = new RecordWriter(check, ledger, blockFiles, (record, refusal) -> {
            if (!quarantined.contains(record.origin())) {
                quarantineFiles.write(record, refusal);
            }
        });
        try (blockFiles;
                quarantineFiles) {
            while (rows.hasNext()) {
                RawRecord record = RawRecord.of(rows.next());
                KafkaOrigin origin = record.origin();
                if (blocksProgress.covers(origin.topic(), origin.partition(), origin.offset())) {
                    writer.passOver();
                } else {
                    writer.take(record);
                }
                nextOffsets
                        .computeIfAbsent(origin.topic(), topic -> new HashMap<>())
                        .merge(origin.partition(), origin.offset() + 1, Math::max);
            }
            writer.finish();
        }
        return List.of(new TaskResult(
                        blockFiles.dataFiles(),
                        quarantineFiles.dataFiles(),
                        nextOffsets,
                        TouchedStreams.of(ledger),
                        writer.counts()))
                .iterator();
    }
}

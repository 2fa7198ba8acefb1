package org.joulelake.ingest;

import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.joulelake.ingest.rules.RuleBook;

/**
 * Takes one micro-batch into the lake: tasks write files, the driver commits quarantine first and blocks second, each
 * with how far it has read. A batch that is run again, after a failure anywhere, passes over what is in already.
 */
final class BatchIngest {

    private final TopicIdentity topic;
    private final Table blocks;
    private final Table quarantine;
    private final RuleBook rules;
    private final Clock clock;
    private final BatchListener listener;

    BatchIngest(
            TopicIdentity topic, Table blocks, Table quarantine, RuleBook rules, Clock clock, BatchListener listener) {
        this.topic = topic;
        this.blocks = blocks;
        this.quarantine = quarantine;
        this.rules = rules;
        this.clock = clock;
        this.listener = listener;
    }

    /** Returns when the batch is in the lake. */
    void ingest(Dataset<Row> records, long batchId) {
        Instant start = clock.instant();
        blocks.refresh();
        quarantine.refresh();
        LakeProgress blocksProgress = LakeProgress.of(blocks);
        LakeProgress quarantineProgress = LakeProgress.of(quarantine);
        IngestTask task = new IngestTask(
                SerializableTable.copyOf(blocks),
                SerializableTable.copyOf(quarantine),
                blocksProgress,
                Quarantined.beyond(blocksProgress, quarantine, topic.topic()),
                new BlockCheck(rules, start));
        TaskResult result = run(records, task);
        if (!result.quarantineFiles().isEmpty()) {
            LakeProgress to = quarantineProgress.plus(result.nextOffsets());
            LakeCommit.append(quarantine, result.quarantineFiles(), quarantineProgress, to, topic.properties());
        }
        LakeProgress to = blocksProgress.plus(result.nextOffsets());
        if (!to.equals(blocksProgress)) {
            LakeCommit.append(blocks, result.blockFiles(), blocksProgress, to, topic.properties());
        }
        listener.committed(new BatchReport(
                batchId, result.counts(), bytes(result), Duration.between(start, clock.instant()), clock.instant()));
    }

    /** Narrow on purpose: each task keeps to the Kafka partition that it reads, and only names of files come back. */
    static Dataset<TaskResult> plan(Dataset<Row> records, IngestTask task) {
        return records.select(RawRecord.columns()).mapPartitions(task, Encoders.javaSerialization(TaskResult.class));
    }

    private static TaskResult run(Dataset<Row> records, IngestTask task) {
        List<TaskResult> results = plan(records, task).collectAsList();
        return results.stream().reduce(TaskResult.NOTHING, TaskResult::plus);
    }

    private static long bytes(TaskResult result) {
        return result.blockFiles().stream()
                .mapToLong(file -> file.fileSizeInBytes())
                .sum();
    }
}

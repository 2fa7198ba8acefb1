package org.joulelake.ingest;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.known.StreamId;
import org.joulelake.ingest.rules.RuleBook;

/**
 * Takes one micro-batch into the lake: tasks write files, the driver commits quarantine first and blocks second, each
 * with how far it has read. A batch that is run again, after a failure anywhere, passes over what is in already.
 */
final class BatchIngest {

    private static final Logger LOG = LoggerFactory.getLogger(BatchIngest.class);

    /** Each attempt but the last gives way to an ingest of another topic, or to a replay, which has just committed. */
    private static final int ATTEMPTS = 10;

    private final TopicIdentity topic;
    private final TopicLag lag;
    private final Table blocks;
    private final Table quarantine;
    private final RuleBook rules;
    private final Clock clock;
    private final BatchListener listener;
    private LakeProgress left;

    /** @param start how far the lake had read when the stream began: its first batch begins there */
    BatchIngest(
            TopicIdentity topic,
            LakeProgress start,
            TopicLag lag,
            Table blocks,
            Table quarantine,
            RuleBook rules,
            Clock clock,
            BatchListener listener) {
        this.topic = topic;
        left = start;
        this.lag = lag;
        this.blocks = blocks;
        this.quarantine = quarantine;
        this.rules = rules;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Returns when the batch is in the lake.
     *
     * @throws ValidationException if the lake is not where the batch before has left it
     */
    void ingest(Dataset<Row> records, long batchId) {
        Instant start = clock.instant();
        for (int attempt = 1; ; attempt++) {
            LakeState state = stateWhereThisBatchBegins();
            try {
                attempt(records, batchId, start, state);
                return;
            } catch (ValidationException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("Batch {} is done again: {}", batchId, e.getMessage());
            }
        }
    }

    /** Spark goes on by its own offsets: on a lake that is elsewhere, a batch would leave out what is in between. */
    private LakeState stateWhereThisBatchBegins() {
        blocks.refresh();
        LakeState state = LakeState.of(blocks);
        if (topic.hasMoved(left, state.progress())) {
            throw new ValidationException(
                    "another ingest has written to %s, or it was restored to an earlier state, since the last batch; a new"
                            + " start goes on where the lake ends",
                    blocks.name());
        }
        return state;
    }

    private void attempt(Dataset<Row> records, long batchId, Instant start, LakeState state) {
        quarantine.refresh();
        LakeState ofQuarantine = LakeState.of(quarantine);
        IngestTask task = new IngestTask(
                SerializableTable.copyOf(blocks),
                SerializableTable.copyOf(quarantine),
                state.progress(),
                state.streams(),
                Quarantined.beyond(state.progress(), quarantine, topic.topic()),
                new BlockCheck(rules, start));
        TaskResult result = runOnce(records, task);
        if (!result.quarantineFiles().isEmpty()) {
            LakeProgress to = ofQuarantine.progress().plus(result.nextOffsets());
            commit(quarantine, result.quarantineFiles(), ofQuarantine, to, topic.properties());
        }
        Map<StreamId, KnownBlocks> touched = result.streams().after();
        KnownStreams live = state.streams().heard(touched, clock.instant());
        LakeProgress to = state.progress().plus(result.nextOffsets());
        if (!to.equals(state.progress())) {
            Map<String, String> properties = new HashMap<>(topic.properties());
            properties.put(LakeState.STREAMS_PROPERTY, live.toJson());
            commit(blocks, result.blockFiles(), state, to, properties);
            left = to;
        }
        listener.committed(new BatchReport(
                batchId,
                result.counts(),
                bytes(result),
                Duration.between(start, clock.instant()),
                clock.instant(),
                lag.behind(to.nextOffsets().getOrDefault(topic.topic(), Map.of())),
                live.size(),
                touched));
    }

    /**
     * Each Kafka partition by a task of its own; all by one task if two have met the same block, as they may where a
     * topic has got more partitions.
     */
    private TaskResult runOnce(Dataset<Row> records, IngestTask task) {
        TaskResult result = run(records, task);
        if (!result.streams().overlapping()) {
            return result;
        }
        UnusedFiles.delete(blocks, result.blockFiles());
        UnusedFiles.delete(quarantine, result.quarantineFiles());
        return run(records.coalesce(1), task);
    }

    /** A commit that was refused leaves files that nothing speaks of. */
    private static void commit(
            Table table, List<DataFile> files, LakeState from, LakeProgress to, Map<String, String> properties) {
        try {
            LakeCommit.append(table, files, from, to, properties);
        } catch (ValidationException e) {
            UnusedFiles.delete(table, files);
            throw e;
        }
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

package org.joulelake.ingest;

import org.apache.iceberg.Table;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.joulelake.ingest.block.BlockFiles;
import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.ingest.known.BlockLedger;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.known.TouchedStreams;

/**
 * Checks messages of the quarantine again and writes files of those that are blocks now.
 *
 * @param blocks table {@code power.blocks}, serializable
 * @param known which blocks of live streams it has
 * @param check decides about each message
 */
record ReplayTask(Table blocks, KnownStreams known, BlockCheck check)
        implements MapPartitionsFunction<Row, ReplayResult> {

    @Override
    public Iterator<ReplayResult> call(Iterator<Row> rows) throws IOException {
        TaskContext task = TaskContext.get();
        BlockLedger ledger = new BlockLedger(known, blocks);
        BlockFiles files = new BlockFiles(blocks, task.partitionId(), task.taskAttemptId());
        List<KafkaOrigin> all = new ArrayList<>();
        List<ReplayResult.Refusal> refused = new ArrayList<>();
        RecordWriter writer = new RecordWriter(
                check,
                ledger,
                files,
                (record, refusal) -> refused.add(new ReplayResult.Refusal(record.origin(), refusal.reason())));
        try (files) {
            while (rows.hasNext()) {
                RawRecord record = RawRecord.of(rows.next());
                all.add(record.origin());
                writer.take(record);
            }
            writer.finish();
        }
        refused.forEach(refusal -> all.remove(refusal.origin()));
        return List.of(new ReplayResult(files.dataFiles(), TouchedStreams.of(ledger), all, refused, writer.counts()))
                .iterator();
    }
}

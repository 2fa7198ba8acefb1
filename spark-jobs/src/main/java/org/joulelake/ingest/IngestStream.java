package org.joulelake.ingest;

import org.apache.iceberg.Table;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.joulelake.cli.CommandException;

/** Builds the streaming query: Kafka source, {@link BatchIngest} for each micro-batch. */
public final class IngestStream {

    private static final String QUERY_NAME = "joulelake-ingest";
    private static final String KAFKA_PREFIX = "kafka.";

    /** One fetch of a Kafka consumer: the default of 1 MiB a partition is a dozen blocks. */
    private static final String FETCH_BYTES = Integer.toString(16 << 20);

    private final IngestSettings settings;
    private final Table blocks;
    private final Table quarantine;
    private final BatchListener listener;
    private final Lock batchRuns = new ReentrantLock(true);

    /** A stream into these tables that tells {@code listener} of each batch. */
    public IngestStream(IngestSettings settings, Table blocks, Table quarantine, BatchListener listener) {
        this.settings = settings;
        this.blocks = blocks;
        this.quarantine = quarantine;
        this.listener = listener;
    }

    /** Starts a query that goes on until it is stopped. */
    public StreamingQuery startContinuous(SparkSession spark) throws TimeoutException {
        return start(spark, Trigger.ProcessingTime(settings.trigger().toMillis()));
    }

    /** Starts a query that takes in what is on the topic now and ends. */
    public StreamingQuery startAvailableNow(SparkSession spark) throws TimeoutException {
        return start(spark, Trigger.AvailableNow());
    }

    /** Stops a query of this stream between two batches: waits until the one that runs is committed. */
    public void stop(StreamingQuery query) throws TimeoutException {
        batchRuns.lock();
        try {
            query.stop();
        } finally {
            batchRuns.unlock();
        }
    }

    /** Each start begins where the lake ends; what an earlier one has left in the checkpoint folder does not matter. */
    private StreamingQuery start(SparkSession spark, Trigger trigger) throws TimeoutException {
        blocks.refresh();
        TopicOffsets there = topicOffsets();
        TopicIdentity topic = new TopicIdentity(settings.topic(), there.topicId());
        topic.requireSameAs(blocks);
        LakeState state = LakeState.of(blocks);
        String checkpoint =
                RunCheckpoint.begin(settings.checkpoint(), spark.sessionState().newHadoopConf());
        Dataset<Row> records = spark.readStream()
                .format("kafka")
                .options(sourceOptions())
                .option("startingOffsets", StartingOffsets.of(settings.topic(), state.progress(), there, listener))
                .load();
        BatchIngest batches = new BatchIngest(
                topic,
                state.progress(),
                new TopicLag(settings.kafka(), settings.topic()),
                blocks,
                quarantine,
                settings.rules(),
                Clock.systemUTC(),
                listener);
        listener.started(state.streams().streams());
        DataStreamWriter<Row> writer = records.writeStream()
                .queryName(QUERY_NAME)
                .trigger(trigger)
                .option("checkpointLocation", checkpoint)
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> runWhole(batches, batch, id));
        return writer.start();
    }

    /** A query that waits here to be stopped has not begun its batch, and is free to go. */
    private void runWhole(BatchIngest batches, Dataset<Row> batch, long id) throws InterruptedException {
        batchRuns.lockInterruptibly();
        try {
            batches.ingest(batch, id);
        } finally {
            batchRuns.unlock();
        }
    }

    private TopicOffsets topicOffsets() {
        try {
            return TopicOffsets.of(settings.kafka(), settings.topic());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("stopped while looking at topic " + settings.topic(), e);
        }
    }

    private Map<String, String> sourceOptions() {
        Map<String, String> options = new HashMap<>();
        options.put(KAFKA_PREFIX + "max.partition.fetch.bytes", FETCH_BYTES);
        settings.kafka().forEach((name, value) -> options.put(KAFKA_PREFIX + name, value));
        options.put("subscribe", settings.topic());
        options.put("maxOffsetsPerTrigger", Long.toString(settings.maxBlocksPerTrigger()));
        return options;
    }
}

package org.joulelake.ingest;

import org.apache.iceberg.Table;
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

    private StreamingQuery start(SparkSession spark, Trigger trigger) throws TimeoutException {
        Dataset<Row> records =
                spark.readStream().format("kafka").options(sourceOptions()).load();
        BatchIngest batches = new BatchIngest(blocks, quarantine, settings.rules(), Clock.systemUTC(), listener);
        DataStreamWriter<Row> writer = records.writeStream()
                .queryName(QUERY_NAME)
                .trigger(trigger)
                .option("checkpointLocation", settings.checkpoint())
                .foreachBatch(batches);
        return writer.start();
    }

    private Map<String, String> sourceOptions() {
        Map<String, String> options = new HashMap<>();
        options.put(KAFKA_PREFIX + "max.partition.fetch.bytes", FETCH_BYTES);
        settings.kafka().forEach((name, value) -> options.put(KAFKA_PREFIX + name, value));
        options.put("subscribe", settings.topic());
        options.put("startingOffsets", "earliest");
        options.put("maxOffsetsPerTrigger", Long.toString(settings.maxBlocksPerTrigger()));
        return options;
    }
}

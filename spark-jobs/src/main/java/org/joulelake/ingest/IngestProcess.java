package org.joulelake.ingest;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.CommandException;
import org.joulelake.spark.EndOnExit;
import org.joulelake.spark.LakeSession;

/** The stream as the work of a whole process: a Spark session, and an end in order when the process is asked to end. */
final class IngestProcess {

    private final IngestStream stream;
    private final CatalogSettings catalog;
    private final Map<String, String> sparkSettings;

    IngestProcess(IngestStream stream, CatalogSettings catalog, Map<String, String> sparkSettings) {
        this.stream = stream;
        this.catalog = catalog;
        this.sparkSettings = sparkSettings;
    }

    /**
     * Runs until the stream ends.
     *
     * @throws CommandException if it fails
     */
    void run(boolean availableNow) throws TimeoutException, IOException {
        try (EndOnExit end = EndOnExit.install();
                SparkSession spark = LakeSession.open("joulelake-ingest", catalog, sparkSettings)) {
            StreamingQuery query = availableNow ? stream.startAvailableNow(spark) : stream.startContinuous(spark);
            end.guard(() -> stream.stop(query));
            awaitEnd(query);
        } catch (StreamingQueryException e) {
            throw new CommandException(
                    "the ingest stopped: " + RootCause.message(e)
                            + "; what it committed is in the lake, a new start goes on there",
                    e);
        }
    }

    /** Returns when the query has ended and nobody is at stopping it: until then the session must stay. */
    private void awaitEnd(StreamingQuery query) throws StreamingQueryException, TimeoutException {
        try {
            query.awaitTermination();
        } finally {
            stream.stop(query);
        }
    }
}

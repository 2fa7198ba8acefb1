package org.joulelake.local.stack;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.joulelake.assignments.AssignmentFeed;
import org.joulelake.block.Assignment;
import org.joulelake.block.CommitAnnouncement;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.ingest.BatchListener;
import org.joulelake.ingest.CommitAnnouncer;
import org.joulelake.ingest.IngestSettings;
import org.joulelake.ingest.IngestStream;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.rules.RuleFile;
import org.joulelake.spark.LakeSession;
import org.joulelake.verify.LakeVerifier;

/** The ingest of an embedded stack, in this process, with a Spark session that can also be asked. */
public final class LocalIngest implements AutoCloseable {

    private static final String CHECKPOINT = "s3a://joulelake/checkpoints/ingest";

    private final OpenCatalog catalog;
    private final CommitAnnouncer announcer;
    private final SparkSession spark;
    private final IngestStream stream;
    private final StreamingQuery query;
    private final AssignmentFeed assignments;

    private LocalIngest(
            OpenCatalog catalog,
            CommitAnnouncer announcer,
            SparkSession spark,
            IngestStream stream,
            StreamingQuery query,
            AssignmentFeed assignments) {
        this.catalog = catalog;
        this.announcer = announcer;
        this.spark = spark;
        this.stream = stream;
        this.query = query;
        this.assignments = assignments;
    }

    /** Starts the ingest of a stack whose tables are there. */
    public static LocalIngest start(LocalStack stack, String topic, Duration trigger, BatchListener listener) {
        IngestSettings settings = new IngestSettings(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                topic,
                CHECKPOINT,
                trigger,
                IngestSettings.DEFAULT_MAX_BLOCKS_PER_TRIGGER,
                RuleFile.defaults());
        OpenCatalog catalog = OpenCatalog.open(stack.catalogSettings());
        IngestTables tables = IngestTables.load(catalog, stack.catalogSettings());
        SparkSession spark = LakeSession.open("joulelake", stack.catalogSettings(), Map.of());
        CommitAnnouncer announcer = new CommitAnnouncer(settings.kafka(), CommitAnnouncement.DEFAULT_TOPIC);
        IngestStream stream = new IngestStream(settings, tables.blocks(), tables.quarantine(), listener.and(announcer));
        try {
            StreamingQuery query = stream.startContinuous(spark);
            AssignmentFeed assignments =
                    AssignmentFeed.start(settings.kafka(), Assignment.DEFAULT_TOPIC, catalog.catalog());
            return new LocalIngest(catalog, announcer, spark, stream, query, assignments);
        } catch (TimeoutException e) {
            announcer.close();
            spark.stop();
            throw new CommandException("the ingest did not start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            announcer.close();
            spark.stop();
            throw e;
        }
    }

    /** A session on the lake that the ingest writes to. */
    public SparkSession spark() {
        return spark;
    }

    /** Reads blocks again that are in the lake, and proves them. */
    public LakeVerifier verifier() {
        return new LakeVerifier(spark, catalog.catalog().loadTable(BlocksTable.ID));
    }

    /** The running query. */
    public StreamingQuery query() {
        return query;
    }

    /** Stops the query after the batch that it is at. */
    public void stop() throws TimeoutException {
        stream.stop(query);
    }

    /** Ends the ingest after the batch that it is at. */
    @Override
    public void close() {
        try {
            stop();
        } catch (TimeoutException e) {
            throw new CommandException("the ingest did not stop in time", e);
        } finally {
            assignments.close();
            announcer.close();
            spark.stop();
            catalog.close();
        }
    }
}

package org.joulelake.benchmarks;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.joulelake.catalog.OpenCatalog;
import org.joulelake.edge.EdgeRun;
import org.joulelake.edge.EdgeSettings;
import org.joulelake.edge.KafkaTarget;
import org.joulelake.edge.Pace;
import org.joulelake.edge.SourceRequest;
import org.joulelake.edge.SourceSummary;
import org.joulelake.edge.send.Topics;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.ingest.BatchReport;
import org.joulelake.ingest.IngestSettings;
import org.joulelake.ingest.IngestStream;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.rules.RuleFile;
import org.joulelake.spark.LakeSession;

/**
 * How old a block's newest sample is when it can be queried: two simulated devices in real time, current and voltage at 1
 * MSPS, the ingest with its default trigger. The age of a block is the time from the end of its last sample to the end of
 * the commit that brought it.
 */
public final class FreshnessBenchmark {

    private static final String TOPIC = "freshness";
    private static final double MICROS_PER_SECOND = 1e6;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private FreshnessBenchmark() {}

    /** Runs for as many seconds as the argument says, 120 if there is none. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 120;
        List<BatchReport> batches = Collections.synchronizedList(new ArrayList<>());
        try (TemporaryFolder folder = TemporaryFolder.make();
                RunningServices services = RunningServices.start(folder.path().resolve("lake"));
                SparkSession spark = LakeSession.open("benchmark", services.catalog(), Map.of());
                OpenCatalog catalog = OpenCatalog.open(services.catalog())) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", services.bootstrapServers());
            Topics.ensure(kafka, TOPIC, KafkaTarget.DEFAULT_PARTITIONS, CONNECT_TIMEOUT);
            StreamingQuery query = stream(services, catalog, batches).startContinuous(spark);
            long blocks = play(edgeSettings(services, folder.path(), seconds));
            while (batches.stream().mapToLong(batch -> batch.counts().blocks()).sum() < blocks) {
                query.processAllAvailable();
            }
            query.stop();
            print(ages(spark, batches));
            double[] durations = batches.stream()
                    .mapToDouble(batch -> batch.duration().toMillis() / 1e3)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%d batches: median %.1f s, most %.1f s%n",
                    durations.length, durations[durations.length / 2], durations[durations.length - 1]);
        }
        System.exit(0);
    }

    /** Simulated time begins when the sources are opened, so they are opened only when the ingest is running. */
    private static long play(EdgeSettings settings) throws IOException, InterruptedException {
        try (EdgeRun edge = EdgeRun.open(settings)) {
            return edge.run().sources().stream()
                    .mapToLong(SourceSummary::blocks)
                    .sum();
        }
    }

    private static double[] ages(SparkSession spark, List<BatchReport> batches) {
        TreeMap<Long, Instant> commits = new TreeMap<>();
        for (BatchReport batch : batches) {
            commits.put(micros(batch.committedAt().minus(batch.duration())), batch.committedAt());
        }
        return spark
                .sql("SELECT unix_micros(ingested_at), unix_micros(end_time) FROM power.blocks")
                .collectAsList()
                .stream()
                .mapToDouble(row -> age(row, commits))
                .sorted()
                .toArray();
    }

    private static double age(Row row, TreeMap<Long, Instant> commits) {
        Instant committed = commits.ceilingEntry(row.getLong(0)).getValue();
        return (micros(committed) - row.getLong(1)) / MICROS_PER_SECOND;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private static void print(double[] ages) {
        System.out.printf(
                "%d blocks: median %.1f s, p95 %.1f s, p99 %.1f s, most %.1f s%n",
                ages.length,
                ages[ages.length / 2],
                ages[(int) (ages.length * 0.95)],
                ages[(int) (ages.length * 0.99)],
                Arrays.stream(ages).max().orElse(Double.NaN));
    }

    private static IngestStream stream(RunningServices services, OpenCatalog catalog, List<BatchReport> batches) {
        IngestSettings settings = new IngestSettings(
                Map.of("bootstrap.servers", services.bootstrapServers()),
                TOPIC,
                "s3a://joulelake/checkpoints/" + TOPIC,
                IngestSettings.DEFAULT_TRIGGER,
                IngestSettings.DEFAULT_MAX_BLOCKS_PER_TRIGGER,
                RuleFile.defaults());
        IngestTables tables = IngestTables.load(catalog, services.catalog());
        return new IngestStream(settings, tables.blocks(), tables.quarantine(), batches::add);
    }

    private static EdgeSettings edgeSettings(RunningServices services, Path folder, int seconds) {
        List<SourceRequest> sources = new ArrayList<>();
        for (String device : List.of("SIM-0001", "SIM-0002")) {
            String spec = "sim:" + device + ",seconds=" + seconds;
            sources.add(new SourceRequest(spec, Optional.empty(), Optional.empty(), Set.of()));
        }
        return new EdgeSettings(
                sources,
                Pace.REAL,
                folder.resolve("spool"),
                FsyncPolicy.DEFAULT,
                EdgeSettings.DEFAULT_SPOOL_MAX_BYTES,
                KafkaTarget.of(services.bootstrapServers(), TOPIC, KafkaTarget.DEFAULT_PARTITIONS));
    }
}

package org.joulelake.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.joulelake.catalog.OpenCatalog;
import org.joulelake.edge.EdgeRun;
import org.joulelake.edge.EdgeSettings;
import org.joulelake.edge.EdgeSummary;
import org.joulelake.edge.KafkaTarget;
import org.joulelake.edge.Pace;
import org.joulelake.edge.SourceRequest;
import org.joulelake.edge.SourceSummary;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SpoolCounts;
import org.joulelake.ingest.BatchReport;
import org.joulelake.ingest.IngestSettings;
import org.joulelake.ingest.IngestStream;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.rules.RuleFile;
import org.joulelake.spark.LakeSession;

/**
 * CPU of the ingest for each sample, all cores counted, garbage collection and compiler included: a JVM compiles for its
 * first minutes, an ingest runs for weeks, so the compiler's part is also told; bytes for each sample on the
 * network and in the lake. Broker, S3 endpoint and catalog run in another process. Each source is published some times
 * over, so that one run has at least {@link #MIN_SAMPLES}; the first run of each source only warms up.
 */
public final class IngestBenchmark {

    private static final long MIN_SAMPLES = 60_000_000;
    private static final int RUNS = Integer.getInteger("joulelake.benchmark.runs", 5);

    private final RunningServices services;
    private final Path folder;
    private final SparkSession spark;
    private final OpenCatalog catalog;

    private IngestBenchmark(RunningServices services, Path folder, SparkSession spark, OpenCatalog catalog) {
        this.services = services;
        this.folder = folder;
        this.spark = spark;
        this.catalog = catalog;
    }

    /** Measures each source named by the arguments, such as {@code jls:FILE} or {@code sim:A,seconds=10}. */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make();
                RunningServices services = RunningServices.start(folder.path().resolve("lake"));
                SparkSession spark = LakeSession.open("benchmark", services.catalog(), Map.of());
                OpenCatalog catalog = OpenCatalog.open(services.catalog())) {
            IngestBenchmark benchmark = new IngestBenchmark(services, folder.path(), spark, catalog);
            System.out.printf(
                    "%-60s %12s %22s %18s %18s %10s %10s%n",
                    "source", "samples", "CPU ns/sample", "of it compiler", "M samples/s", "B network", "B lake");
            for (int i = 0; i < args.length; i++) {
                benchmark.measure(args[i], "source-" + i);
            }
        }
        System.exit(0);
    }

    private void measure(String source, String name) throws Exception {
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            Run measured = run(source, name + "-" + run);
            if (run > 0) {
                runs.add(measured);
            }
        }
        Run first = runs.get(0);
        System.out.printf(
                "%-60s %,12d %22s %18s %18s %10.3f %10.3f%n",
                source,
                first.samples(),
                Spread.of(runs.stream().map(Run::cpuNanosPerSample).toList()).text("%.1f"),
                Spread.of(runs.stream().map(Run::compilerNanosPerSample).toList())
                        .text("%.1f"),
                Spread.of(runs.stream().map(Run::millionSamplesPerSecond).toList())
                        .text("%.1f"),
                first.networkBytes(),
                first.lakeBytes());
    }

    private Run run(String source, String topic) throws Exception {
        EdgeSummary published = publish(source, topic);
        long samples =
                published.sources().stream().mapToLong(SourceSummary::samples).sum();
        long networkBytes = published.sources().stream()
                .mapToLong(SourceSummary::messageBytes)
                .sum();
        List<BatchReport> batches = Collections.synchronizedList(new ArrayList<>());
        IngestSettings settings = new IngestSettings(
                Map.of("bootstrap.servers", services.bootstrapServers()),
                topic,
                "s3a://joulelake/checkpoints/" + topic,
                IngestSettings.DEFAULT_TRIGGER,
                IngestSettings.DEFAULT_MAX_BLOCKS_PER_TRIGGER,
                RuleFile.defaults());
        IngestTables tables = IngestTables.load(catalog, services.catalog());
        IngestStream stream = new IngestStream(settings, tables.blocks(), tables.quarantine(), batches::add);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long compiling = compiler.getTotalCompilationTime();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        stream.startAvailableNow(spark).awaitTermination();
        cpu = system.getProcessCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        compiling = compiler.getTotalCompilationTime() - compiling;
        long ingested =
                batches.stream().mapToLong(batch -> batch.counts().samples()).sum();
        if (ingested != samples) {
            throw new IllegalStateException("published " + samples + " samples, ingested " + ingested);
        }
        long lakeBytes = batches.stream().mapToLong(BatchReport::fileBytes).sum();
        return new Run(
                samples,
                cpu,
                TimeUnit.MILLISECONDS.toNanos(compiling),
                wall,
                (double) networkBytes / samples,
                (double) lakeBytes / samples);
    }

    /** Publishes the source once to learn its length, then as often as it takes. */
    private EdgeSummary publish(String source, String topic) throws IOException, InterruptedException {
        SourceRequest request = new SourceRequest(source, Optional.empty(), Optional.of(topic), Set.of());
        EdgeSummary once = publish(List.of(request), topic);
        long samples = once.sources().get(0).samples();
        long more = (MIN_SAMPLES - 1) / samples;
        if (more == 0) {
            return once;
        }
        List<SourceSummary> all = new ArrayList<>(once.sources());
        all.addAll(publish(Collections.nCopies((int) more, request), topic).sources());
        return new EdgeSummary(all, 0, 0, SpoolCounts.NONE);
    }

    private EdgeSummary publish(List<SourceRequest> sources, String topic) throws IOException, InterruptedException {
        EdgeSettings settings = new EdgeSettings(
                sources,
                Pace.FAST,
                folder.resolve("spool"),
                FsyncPolicy.DEFAULT,
                EdgeSettings.DEFAULT_SPOOL_MAX_BYTES,
                KafkaTarget.of(services.bootstrapServers(), topic, 2));
        try (EdgeRun edge = EdgeRun.open(settings)) {
            return edge.run();
        }
    }

    private record Run(
            long samples, long cpuNanos, long compilerNanos, long wallNanos, double networkBytes, double lakeBytes) {

        double cpuNanosPerSample() {
            return (double) cpuNanos / samples;
        }

        double compilerNanosPerSample() {
            return (double) compilerNanos / samples;
        }

        double millionSamplesPerSecond() {
            return samples * 1e3 / wallNanos;
        }
    }
}

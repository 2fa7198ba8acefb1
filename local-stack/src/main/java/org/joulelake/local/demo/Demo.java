package org.joulelake.local.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.LakeTables;
import org.joulelake.cli.CommandException;
import org.joulelake.edge.EdgeRun;
import org.joulelake.edge.EdgeSettings;
import org.joulelake.edge.EdgeSummary;
import org.joulelake.edge.KafkaTarget;
import org.joulelake.edge.Pace;
import org.joulelake.edge.SourceRequest;
import org.joulelake.edge.SourceSummary;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.ingest.BatchReport;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;
import org.joulelake.verify.VerifyFilter;
import org.joulelake.verify.VerifyReport;

/** Starts the stack, plays the sources, waits until all of it can be queried, checks it, and tells the result. */
final class Demo {

    private static final String PICTURE = "comparison.html";
    private static final Duration TRIGGER = Duration.ofSeconds(1);

    private final Path lake;
    private final List<SourceRequest> sources;
    private final PrintWriter out;
    private final Stopwatch stopwatch = new Stopwatch();

    Demo(Path lake, List<SourceRequest> sources, PrintWriter out) {
        this.lake = lake;
        this.sources = sources;
        this.out = out;
    }

    void run() throws InterruptedException {
        say("starting Kafka, S3 endpoint and catalog on " + lake);
        try (LocalStack stack = LocalStack.start(lake, Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stopwatch.lap("services");
            try (EdgeRun edge = EdgeRun.open(edgeSettings(stack))) {
                BlockingQueue<BatchReport> batches = new LinkedBlockingQueue<>();
                Future<EdgeSummary> playing = inBackground(edge);
                say("playing " + sources.size() + " sources; starting Spark");
                try (LocalIngest ingest = LocalIngest.start(stack, KafkaTarget.DEFAULT_TOPIC, TRIGGER, batches::add)) {
                    stopwatch.lap("Spark");
                    EdgeSummary published = published(playing);
                    stopwatch.lap("publishing");
                    say("published; waiting until all of it can be queried");
                    new ReadBack(ingest, batches, published).awaitComplete();
                    stopwatch.lap("ingest");
                    tell(ingest, published);
                }
            }
        }
        stopwatch.lap("stopping");
        out.printf("time: %s%n", stopwatch);
        out.flush();
    }

    private void tell(LocalIngest ingest, EdgeSummary published) {
        List<String> sessions = published.sources().stream()
                .map(source -> source.session().toString())
                .toList();
        LakeAnswers answers = new LakeAnswers(ingest.spark(), sessions);
        say("reading every sample back and recomputing its checksum");
        sessions.forEach(session -> requireIntact(ingest, session));
        stopwatch.lap("read back");
        Map<String, Double> joules = answers.joules();
        Map<String, Double> lakeBytes = answers.lakeBytesPerSample();
        List<EnergyRow> rows = published.sources().stream()
                .map(source -> EnergyRow.of(source, joules, lakeBytes))
                .toList();
        EnergyTable.print(rows, out);
        published.sources().forEach(this::tellLosses);
        Comparison.ofFirstPair(rows).ifPresent(pair -> {
            Path file = lake.resolve(PICTURE).toAbsolutePath().normalize();
            pair.draw(file, answers);
            out.printf("picture: %s%n", file);
        });
        out.printf("lake: %s (ask it: joulelake sql --lake %s \"SELECT …\")%n", lake, lake);
        out.flush();
        stopwatch.lap("answers");
    }

    private static void requireIntact(LocalIngest ingest, String session) {
        VerifyFilter filter = new VerifyFilter(Map.of(BlocksTable.SESSION, session), null, null);
        VerifyReport report = ingest.verifier().verify(filter, Optional.empty(), 1);
        if (!report.isIntact()) {
            throw new CommandException(
                    "the lake is not as it was published: " + report.findings().get(0));
        }
    }

    private void tellLosses(SourceSummary source) {
        source.losses().forEach(loss -> out.printf("warning: %s: %s%n", source.device(), loss));
    }

    private EdgeSettings edgeSettings(LocalStack stack) {
        return new EdgeSettings(
                sources,
                Pace.FAST,
                stack.spool(),
                FsyncPolicy.DEFAULT,
                EdgeSettings.DEFAULT_SPOOL_MAX_BYTES,
                KafkaTarget.of(stack.bootstrapServers()));
    }

    private static Future<EdgeSummary> inBackground(EdgeRun edge) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<EdgeSummary> playing = thread.submit(edge::run);
        thread.shutdown();
        return playing;
    }

    private static EdgeSummary published(Future<EdgeSummary> playing) throws InterruptedException {
        try {
            EdgeSummary published = playing.get();
            if (!published.complete()) {
                throw new CommandException("Kafka has not acknowledged all: " + published.unsentMessages()
                        + " messages wait in the spool, " + published.droppedSamples() + " samples were dropped");
            }
            return published;
        } catch (ExecutionException e) {
            String message = e.getCause() instanceof IOException ? e.getCause().getMessage() : e.getMessage();
            throw new CommandException("publishing stopped: " + message, e);
        }
    }

    private void say(String step) {
        out.printf("[%5.1f s] %s%n", stopwatch.seconds(), step);
        out.flush();
    }
}

package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.joulelake.catalog.LakeTables;
import org.joulelake.edge.EdgeRun;
import org.joulelake.edge.EdgeSettings;
import org.joulelake.edge.EdgeSummary;
import org.joulelake.edge.KafkaTarget;
import org.joulelake.edge.Pace;
import org.joulelake.edge.SourceRequest;
import org.joulelake.edge.source.joulescope.LoopBackSignal;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;
import org.joulelake.edge.source.joulescope.driver.LoopBackDriver;
import org.joulelake.edge.source.joulescope.driver.SharedDriver;
import org.joulelake.edge.source.joulescope.driver.VendorLibrary;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.ingest.ProgressLog;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** Samples from the vendor's unmodified library to the lake. */
@Timeout(600)
class LoopBackToLakeTest {

    private static final String TOPIC = "joulelake.blocks";

    @TempDir
    private Path folder;

    @Test
    void aMillionSamplesOfEachTypeArriveInTheLakeBitForBitWithTheirTimesAndGaps() throws Exception {
        DriverSettings library = VendorLibrary.install(VendorLibrary.NEWEST);
        List<LoopBackSignal> signals = LoopBackSignal.all();
        try (LocalStack stack = LocalStack.start(folder.resolve("lake"), Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(TOPIC, 1);
            EdgeSummary summary = publish(stack, library, signals);
            assertThat(summary.complete()).isTrue();
            assertThat(summary.sources().get(0).samples()).isEqualTo(3L * LoopBackSignal.SAMPLES);
            try (LocalIngest ingest = LocalIngest.start(stack, TOPIC, Duration.ofMillis(500), new ProgressLog())) {
                await(ingest, summary.sources().get(0).blocks());
                for (LoopBackSignal signal : signals) {
                    compare(ingest.spark(), signal);
                }
            }
        }
    }

    private EdgeSummary publish(LocalStack stack, DriverSettings library, List<LoopBackSignal> signals)
            throws Exception {
        Set<String> names = signals.stream().map(LoopBackSignal::name).collect(Collectors.toSet());
        EdgeSettings settings = new EdgeSettings(
                List.of(new SourceRequest("joulescope:all", Optional.empty(), Optional.of("loop-back"), names)),
                Pace.FAST,
                folder.resolve("spool"),
                FsyncPolicy.DEFAULT,
                1L << 30,
                KafkaTarget.of(stack.bootstrapServers(), TOPIC, 1));
        LoopBackDriver driver = new LoopBackDriver(SharedDriver.open(library));
        try (EdgeRun run = EdgeRun.open(settings, any -> driver)) {
            CompletableFuture<EdgeSummary> running = CompletableFuture.supplyAsync(() -> run(run));
            while (driver.listeners() < signals.size()) {
                assertThat(running).isNotDone();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            LoopBackSignal.sendAll(signals, driver);
            while (run.progress().samples() < 3L * LoopBackSignal.SAMPLES && !running.isDone()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            run.stop();
            return running.get();
        }
    }

    private static EdgeSummary run(EdgeRun run) {
        try {
            return run.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(LocalIngest ingest, long blocks) throws InterruptedException {
        while (ingest.spark().table("power.blocks").count() < blocks) {
            assertThat(ingest.query().isActive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(ingest.spark().table("power.quarantine").count()).isZero();
    }

    private static void compare(SparkSession spark, LoopBackSignal sent) {
        List<Row> rows = spark.sql(
                        "SELECT first_sample, start_ns, values, missing_count FROM power.blocks WHERE device = '"
                                + LoopBackDriver.NAME + "' AND signal = '" + sent.name() + "' ORDER BY sequence")
                .collectAsList();
        long end = sent.firstIndex();
        long gaps = 0;
        long count = 0;
        for (Row row : rows) {
            long first = row.getLong(0);
            gaps += first - end;
            assertThat(first).isGreaterThanOrEqualTo(end);
            assertThat(row.getLong(1)).as("time of sample " + first).isEqualTo(sent.nanosAt(first));
            List<Float> values = row.getList(2);
            for (int i = 0; i < values.size(); i++) {
                int bits = Float.floatToRawIntBits(values.get(i));
                if (sent.bitsAt(first + i).orElse(~bits) != bits) {
                    throw new AssertionError("sample %d of %s is %x, sent was %s"
                            .formatted(first + i, sent.name(), bits, sent.bitsAt(first + i)));
                }
            }
            count += values.size();
            end = first + values.size();
        }
        assertThat(count).isEqualTo(LoopBackSignal.SAMPLES);
        assertThat(gaps).as("gaps of " + sent.name()).isEqualTo(sent.missing());
    }
}

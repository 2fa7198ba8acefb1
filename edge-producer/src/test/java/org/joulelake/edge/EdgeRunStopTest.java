package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(90)
class EdgeRunStopTest {

    private static final String TOPIC = "blocks";

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void aRunThatIsStoppedDuringAnOutageKeepsInTheSpoolWhatItHasRead() throws Exception {
        EdgeSummary summary =
                stoppedDuringAnOutage(Pace.REAL, 1L << 30, run -> run.progress().backlog() >= 10);
        assertThat(summary.droppedSamples()).isZero();
        assertThat(summary.unsentMessages()).isPositive();
        assertThat(summary.complete()).isFalse();
        try (SegmentedSpool spool = spool(1L << 30)) {
            assertThat(spool.backlog()).isEqualTo(summary.unsentMessages());
        }
    }

    @Test
    void whatAFullSpoolDoesNotTakeBeforeTheEndCountsAsDropped() throws Exception {
        EdgeSummary summary = stoppedDuringAnOutage(Pace.FAST, SegmentedSpool.MIN_BYTES, run -> waitsForRoom());
        assertThat(summary.droppedSamples()).isPositive();
        assertThat(summary.unsentMessages()).isPositive();
        assertThat(summary.complete()).isFalse();
    }

    @Test
    void aRunThatCannotReachABrokerSaysWhatStaysInTheSpool() throws Exception {
        try (SegmentedSpool spool = spool(1L << 30)) {
            spool.append("SIM-0001", new byte[10]);
        }
        kafka.close();
        assertThatThrownBy(() -> EdgeRun.open(settings(Pace.FAST, 1L << 30, Duration.ofSeconds(1))))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no Kafka broker answers at " + kafka.bootstrapServers())
                .hasMessageEndingWith("; 1 messages of an earlier run stay in the spool " + folder.resolve("spool"));
    }

    private EdgeSummary stoppedDuringAnOutage(Pace pace, long spoolBytes, Predicate<EdgeRun> enough) throws Exception {
        try (EdgeRun run = EdgeRun.open(settings(pace, spoolBytes, Duration.ofSeconds(20)))) {
            kafka.close();
            CompletableFuture<EdgeSummary> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return run.run();
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            });
            await(() -> enough.test(run));
            run.stop();
            return running.get(30, TimeUnit.SECONDS);
        }
    }

    /** Whether a feed is where a full spool keeps it; there is nothing else to see of that from outside. */
    private static boolean waitsForRoom() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("awaitFreed"));
    }

    private EdgeSettings settings(Pace pace, long spoolBytes, Duration connectTimeout) {
        SourceRequest forever =
                new SourceRequest("sim:SIM-0001,rate=1M,seconds=forever", Optional.empty(), Optional.empty(), Set.of());
        return new EdgeSettings(
                List.of(forever),
                pace,
                folder.resolve("spool"),
                FsyncPolicy.DEFAULT,
                spoolBytes,
                new KafkaTarget(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()), TOPIC, 1, connectTimeout, false));
    }

    private SegmentedSpool spool(long bytes) {
        return SegmentedSpool.open(folder.resolve("spool"), FsyncPolicy.DEFAULT, bytes);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}

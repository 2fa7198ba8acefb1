package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.joulelake.block.Block;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

/** An edge that is told to begin while no broker answers. */
@Timeout(90)
class EdgeWithoutBrokerTest {

    private static final String TOPIC = "late";

    /** Short, so that several waits end before the broker is there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    @Test
    void allThatWasReadBeforeABrokerCameArrives() throws Exception {
        int port = freePort();
        SourceRequest source = simulation("sim:SIM-0001,rate=200k,seconds=2,seed=7");
        EdgeSummary summary;
        List<Block> blocks;
        try (EdgeRun run = EdgeRun.open(settings(port, Pace.FAST, source))) {
            CompletableFuture<EdgeSummary> running = start(run);
            long read = 0;
            while (read < 2 * 400_000) {
                Thread.sleep(5);
                read = run.progress().samples();
            }
            assertThat(run.progress().backlog()).isPositive();
            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port)) {
                summary = running.get(60, TimeUnit.SECONDS);
                blocks = BlockTopic.readAll(kafka.bootstrapServers(), TOPIC).stream()
                        .map(ConsumerRecord::value)
                        .toList();
            }
        }
        assertThat(summary.complete()).isTrue();
        assertThat(SignalBits.of(blocks)).isEqualTo(SignalBits.withPower(source));
    }

    @Test
    void aRunThatIsStoppedBeforeABrokerCameKeepsAllInItsSpool() throws Exception {
        SourceRequest forever = simulation("sim:SIM-0001,rate=1M,seconds=forever");
        EdgeSummary summary;
        try (EdgeRun run = EdgeRun.open(settings(freePort(), Pace.REAL, forever))) {
            CompletableFuture<EdgeSummary> running = start(run);
            while (run.progress().backlog() < 10) {
                Thread.sleep(5);
            }
            run.stop();
            summary = running.get(30, TimeUnit.SECONDS);
        }
        assertThat(summary.droppedSamples()).isZero();
        try (SegmentedSpool spool = SegmentedSpool.open(folder.resolve("spool"), FsyncPolicy.DEFAULT, 1L << 30)) {
            assertThat(spool.backlog()).isEqualTo(summary.unsentMessages()).isGreaterThanOrEqualTo(10);
        }
    }

    /** All is in the spool, nothing on Kafka: the next run sends it, and does not play the recording anew. */
    @Test
    void aRecordingWhoseLastBlockWasReadButNotSentIsNotPlayedAgain() throws Exception {
        SourceRequest source = simulation("sim:SIM-0001,rate=200k,seconds=2,seed=7,start=2026-01-01T00:00:00Z");
        try (EdgeRun run = EdgeRun.open(settings(freePort(), Pace.FAST, source))) {
            CompletableFuture<EdgeSummary> running = start(run);
            while (run.progress().samples() < 2 * 400_000) {
                Thread.sleep(5);
            }
            run.stop();
            assertThat(running.get(30, TimeUnit.SECONDS).unsentMessages()).isPositive();
        }
        int port = freePort();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
                EdgeRun run = EdgeRun.open(settings(port, Pace.FAST, source))) {
            assertThat(run.run().complete()).isTrue();
            List<Block> blocks = BlockTopic.readAll(kafka.bootstrapServers(), TOPIC).stream()
                    .map(ConsumerRecord::value)
                    .toList();
            assertThat(blocks)
                    .extracting(block -> block.header().stream().session())
                    .containsOnly(blocks.get(0).header().stream().session());
            assertThat(SignalBits.of(blocks)).isEqualTo(SignalBits.withPower(source));
        }
    }

    @Test
    void aBrokerWhoseNameIsNotKnownYetIsWaitedFor() throws Exception {
        SourceRequest forever = simulation("sim:SIM-0001,rate=1M,seconds=forever");
        try (EdgeRun run = EdgeRun.open(settings("no-such-host.invalid:9092", Pace.REAL, forever))) {
            CompletableFuture<EdgeSummary> running = start(run);
            while (run.progress().backlog() < 10 && !running.isDone()) {
                Thread.sleep(5);
            }
            assertThat(running).isNotDone();
            run.stop();
            assertThat(running.get(30, TimeUnit.SECONDS).unsentMessages()).isPositive();
        }
    }

    private EdgeSettings settings(int port, Pace pace, SourceRequest source) {
        return settings("127.0.0.1:" + port, pace, source);
    }

    private EdgeSettings settings(String servers, Pace pace, SourceRequest source) {
        Map<String, String> kafka = Map.of("bootstrap.servers", servers);
        return new EdgeSettings(
                List.of(source),
                pace,
                folder.resolve("spool"),
                FsyncPolicy.DEFAULT,
                1L << 30,
                new KafkaTarget(kafka, TOPIC, 1, CONNECT_TIMEOUT, true));
    }

    private static SourceRequest simulation(String spec) {
        return new SourceRequest(spec, Optional.empty(), Optional.empty(), Set.of());
    }

    private static CompletableFuture<EdgeSummary> start(EdgeRun run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run.run();
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }
}

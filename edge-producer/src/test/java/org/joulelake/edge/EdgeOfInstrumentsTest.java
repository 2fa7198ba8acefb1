package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.QueueBudget;
import org.joulelake.edge.source.joulescope.StreamBytes;
import org.joulelake.edge.source.joulescope.driver.StubLibrary;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.SpoolSettings;
import org.joulelake.embedded.EmbeddedKafka;

/** The whole edge with instruments of the stub. */
@Timeout(120)
class EdgeOfInstrumentsTest {

    private static final String DEVICE = "u/js220/000001";
    private static final String CURRENT = DEVICE + "/s/i/!data";

    @TempDir
    private static Path kafkaDirectory;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path spool;

    private StubLibrary.Control stub;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(kafkaDirectory, 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void eachBreakBeginsASessionAndTheSummaryCountsAllOfThem() throws Exception {
        stub = StubLibrary.control();
        stub.stub_add(DEVICE, 0);
        EdgeSummary summary;
        try (EdgeRun run = EdgeRun.open(settings("breaks", "joulescope:000001"))) {
            CompletableFuture<EdgeSummary> running = start(run);
            await(this::isStreaming);
            send(StreamBytes.floats(1_000, 1, 2, 3));
            await(() -> run.progress().samples() == 3);
            send(StreamBytes.floats(0, 4, 5).time((250_000_001L << 30), 0));
            await(() -> run.progress().samples() == 5);
            stub.stub_remove(DEVICE);
            stub.stub_add(DEVICE, 0);
            await(this::isStreaming);
            send(StreamBytes.floats(0, 6).time((250_000_002L << 30), 0));
            await(() -> run.progress().samples() == 6);
            run.stop();
            summary = running.get(60, TimeUnit.SECONDS);
        }
        assertThat(summary.complete()).isTrue();
        assertThat(summary.sources()).hasSize(1);
        assertThat(summary.sources().get(0).device()).isEqualTo("JS220-000001");
        assertThat(summary.sources().get(0).samples()).isEqualTo(6);
        assertThat(summary.sources().get(0).losses()).hasSize(1);
        Map<UUID, List<BlockHeader>> sessions = read("breaks").stream()
                .map(record -> record.value().header())
                .collect(Collectors.groupingBy(header -> header.stream().session()));
        assertThat(sessions).hasSize(3);
        assertThat(sessions.values()).allSatisfy(blocks -> assertThat(blocks.get(0))
                .satisfies(first -> assertThat(first.sequence()).isZero())
                .satisfies(first -> assertThat(first.firstSample()).isZero())
                .satisfies(first -> assertThat(first.stream().algorithm()).isEqualTo("bench")));
        assertThat(stub.stub_is_open(DEVICE)).as("the device is let go").isZero();
    }

    @Test
    void whatAnInstrumentHasSentDoesNotWaitForMore() throws Exception {
        stub = StubLibrary.control();
        stub.stub_add(DEVICE, 0);
        try (EdgeRun run = EdgeRun.open(settings("stalled", "joulescope:all"))) {
            CompletableFuture<EdgeSummary> running = start(run);
            await(this::isStreaming);
            send(StreamBytes.floats(0, 1, 2, 3));
            await(() -> run.progress().blocks() == 1);
            send(StreamBytes.floats(6, 4));
            await(() -> run.progress().blocks() == 2);
            run.stop();
            running.get(60, TimeUnit.SECONDS);
        }
        assertThat(read("stalled"))
                .extracting(record -> record.value().header().firstSample())
                .containsExactly(0L, 3L);
    }

    @Test
    void samplesThatTheQueueDroppedMakeTheRunIncomplete() throws Exception {
        stub = StubLibrary.control();
        stub.stub_add(DEVICE, 0);
        EdgeSummary summary;
        try (EdgeRun run = EdgeRun.open(settings("dropped", "joulescope:all", 1_000))) {
            CompletableFuture<EdgeSummary> running = start(run);
            await(this::isStreaming);
            send(StreamBytes.floats(0, 1, 2, 3));
            await(() -> run.progress().samples() == 3);
            send(StreamBytes.floats(6, new float[500]));
            try (MetricsServer metrics = MetricsServer.start(0, () -> EdgeMetrics.text(run))) {
                assertThat(get(metrics.port()))
                        .contains("joulelake_edge_samples_total 3\n")
                        .contains(
                                "joulelake_edge_instrument_total{device=\"JS220-000001\",cause=\"queue_full\"} 500\n");
            }
            run.stop();
            summary = running.get(60, TimeUnit.SECONDS);
        }
        assertThat(summary.droppedSamples()).isEqualTo(500);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.sources().get(0).losses())
                .containsExactly("500 samples were dropped: the queue behind the driver was full");
    }

    @Test
    void withoutTheInstrumentARunWaitsAndEndsWhenItIsStopped() throws Exception {
        stub = StubLibrary.control();
        try (EdgeRun run = EdgeRun.open(settings("none", "joulescope:000001"))) {
            CompletableFuture<EdgeSummary> running = start(run);
            run.stop();
            assertThat(running.get(60, TimeUnit.SECONDS).complete()).isTrue();
        }
    }

    @Test
    void aLibraryThatIsNotThereIsAnErrorInOneLine() {
        EdgeSettings settings = new EdgeSettings(
                List.of(new SourceRequest("joulescope:all", Optional.empty(), Optional.empty(), Set.of())),
                Pace.FAST,
                SpoolSettings.of(spool, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES),
                false,
                true,
                KafkaTarget.of(kafka.bootstrapServers(), "never", 1),
                new InstrumentSettings(
                        new org.joulelake.edge.source.joulescope.driver.DriverSettings(
                                Optional.of(spool.resolve("nothing.so")), false),
                        QueueBudget.usualBytes()));
        assertThatThrownBy(() -> EdgeRun.open(settings))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no Joulescope driver found; looked for " + spool.resolve("nothing.so"));
    }

    @Test
    void theSameInstrumentTwiceIsRefused() {
        assertThatThrownBy(() -> EdgeRun.open(settings("twice", "joulescope:000001", "joulescope:all")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("the same instrument is asked for twice");
    }

    /** Whether the device was given the last of its settings, behind which it loses nothing that is sent. */
    private boolean isStreaming() {
        return stub.stub_is_open(DEVICE) == 1
                && !stub.stub_setting(DEVICE + "/s/stats/ctrl").isEmpty();
    }

    private void send(StreamBytes message) {
        byte[] bytes = message.bytes();
        assertThat(stub.stub_send(CURRENT, 1, bytes, bytes.length)).isZero();
    }

    private EdgeSettings settings(String topic, String... specs) throws Exception {
        return settings(topic, QueueBudget.usualBytes(), specs);
    }

    private EdgeSettings settings(String topic, String spec, long queueBytes) throws Exception {
        return settings(topic, queueBytes, spec);
    }

    private EdgeSettings settings(String topic, long queueBytes, String... specs) throws Exception {
        return new EdgeSettings(
                List.of(specs).stream()
                        .map(spec -> new SourceRequest(spec, Optional.empty(), Optional.of("bench"), Set.of("current")))
                        .toList(),
                Pace.FAST,
                SpoolSettings.of(spool, new FsyncPolicy(Duration.ofMillis(100)), SegmentedSpool.MIN_BYTES),
                false,
                true,
                KafkaTarget.of(kafka.bootstrapServers(), topic, 4),
                new InstrumentSettings(StubLibrary.settings(), queueBytes));
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static CompletableFuture<EdgeSummary> start(EdgeRun run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run.run();
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static List<ConsumerRecord<String, Block>> read(String topic) {
        return BlockTopic.readAll(kafka.bootstrapServers(), topic);
    }
}

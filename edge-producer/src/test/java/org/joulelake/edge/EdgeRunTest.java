package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

@Timeout(60)
class EdgeRunTest {

    private static final SourceRequest SIMULATION = request(
            "sim:SIM-0001,rate=200k,seconds=1.5,seed=7,start=2026-01-01T00:00:00Z,gap=70000-70100,nan=10-20",
            Optional.empty());
    private static final SourceRequest RECORDING =
            request("jls:" + Recordings.path("gaps.jls"), Optional.of("bench-test"));

    @TempDir
    private static Path kafkaDirectory;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path spool;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(kafkaDirectory, 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void everySampleOfTwoSourcesArrivesBitForBit() throws Exception {
        EdgeSummary summary = run(settings("two-sources", Pace.FAST, SIMULATION, RECORDING));
        Map<String, List<Block>> byDevice = blocksByDevice("two-sources");
        assertThat(byDevice).hasSize(2);
        assertThat(SignalBits.of(byDevice.get("SIM-0001"))).isEqualTo(SignalBits.withPower(SIMULATION));
        String recorded = summary.sources().get(1).device();
        assertThat(SignalBits.of(byDevice.get(recorded))).isEqualTo(SignalBits.withPower(RECORDING));
    }

    @Test
    void theRecordsAreKeyedByDeviceAndEachSourceIsOneSession() throws Exception {
        EdgeSummary summary = run(settings("keys", Pace.FAST, SIMULATION, RECORDING));
        assertThat(read("keys")).allSatisfy(record -> assertThat(record.key())
                .isEqualTo(record.value().header().stream().device()));
        Map<String, List<Block>> byDevice = blocksByDevice("keys");
        assertThat(summary.sources()).allSatisfy(source -> assertThat(sessions(byDevice.get(source.device())))
                .containsExactly(source.session()));
        assertThat(summary.sources()).extracting(SourceSummary::session).doesNotHaveDuplicates();
    }

    @Test
    void theBlocksNameTheAlgorithmThatWasGiven() throws Exception {
        EdgeSummary summary = run(settings("algorithms", Pace.FAST, SIMULATION, RECORDING));
        Map<String, List<Block>> byDevice = blocksByDevice("algorithms");
        assertThat(summary.sources()).extracting(SourceSummary::algorithm).containsExactly("baseline", "bench-test");
        assertThat(summary.sources()).allSatisfy(source -> assertThat(byDevice.get(source.device()))
                .allSatisfy(
                        block -> assertThat(block.header().stream().algorithm()).isEqualTo(source.algorithm())));
    }

    @Test
    void theSequenceOfEachStreamIsCompleteAndGapsShow() throws Exception {
        run(settings("sequences", Pace.FAST, SIMULATION, RECORDING));
        Map<Object, List<BlockHeader>> byStream = read("sequences").stream()
                .map(record -> record.value().header())
                .collect(Collectors.groupingBy(BlockHeader::stream));
        assertThat(byStream.values()).isNotEmpty().allSatisfy(headers -> assertThat(headers)
                .extracting(BlockHeader::sequence)
                .containsExactlyElementsOf(
                        LongStream.range(0, headers.size()).boxed().toList()));
        assertThat(blocksByDevice("sequences").get("SIM-0001"))
                .extracting(block -> block.header().firstSample())
                .contains(0L, 65_536L, 70_100L, 131_072L);
    }

    @Test
    void theSummaryAgreesWithTheTopic() throws Exception {
        EdgeSummary summary = run(settings("summary", Pace.FAST, SIMULATION, RECORDING));
        List<ConsumerRecord<String, Block>> records = read("summary");
        assertThat(sum(summary, StreamCounts::blocks)).isEqualTo(records.size());
        assertThat(sum(summary, StreamCounts::samples))
                .isEqualTo(records.stream()
                        .mapToLong(record -> record.value().header().sampleCount())
                        .sum());
        assertThat(sum(summary, StreamCounts::messageBytes))
                .isEqualTo(records.stream()
                        .mapToLong(ConsumerRecord::serializedValueSize)
                        .sum());
        assertThat(summary.sources().get(0).samplesRead()).isEqualTo(3 * (300_000 - 100));
        assertThat(summary.sources().get(0).samples()).isEqualTo(2 * (300_000 - 100));
        assertThat(summary.sources().get(0).derivedSamples()).isEqualTo(300_000 - 100);
        assertThat(summary.sources().get(0).streams())
                .extracting(StreamCounts::name)
                .containsExactly("current", "power (derived)", "voltage");
        assertThat(summary.droppedSamples()).isZero();
        assertThat(summary.unsentMessages()).isZero();
        assertThat(summary.complete()).isTrue();
    }

    @Test
    void onlyTheSignalsWantedAreSent() throws Exception {
        SourceRequest voltage =
                new SourceRequest(SIMULATION.spec(), Optional.empty(), Optional.empty(), Set.of("voltage"));
        run(settings("signals", Pace.FAST, voltage));
        assertThat(SignalBits.of(blocksByDevice("signals").get("SIM-0001")))
                .isEqualTo(SignalBits.of(voltage))
                .containsOnlyKeys("voltage");
    }

    @Test
    void aRunThatIsStoppedSendsWhatItHasRead() throws Exception {
        SourceRequest forever = request("sim:SIM-0002,rate=1k,seconds=forever", Optional.empty());
        EdgeSummary summary;
        try (EdgeRun run = EdgeRun.open(settings("stopped", Pace.REAL, forever))) {
            CompletableFuture<EdgeSummary> running = start(run);
            run.stop();
            summary = running.get(60, TimeUnit.SECONDS);
        }
        assertThat(summary.complete()).isTrue();
        assertThat(read("stopped")).hasSize((int) sum(summary, StreamCounts::blocks));
    }

    @Test
    void aRunWhoseBlocksTheTopicRefusesSetsThemAsideAndIsIncomplete() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic narrow = new NewTopic("narrow", 1, (short) 1).configs(Map.of("max.message.bytes", "100"));
            admin.createTopics(List.of(narrow)).all().get();
        }
        EdgeSummary summary = run(settings("narrow", Pace.FAST, SIMULATION));
        assertThat(summary.asideMessages())
                .isEqualTo(sum(summary, StreamCounts::blocks))
                .isPositive();
        assertThat(summary.unsentMessages()).isZero();
        assertThat(summary.complete()).isFalse();
    }

    @Test
    void aMessageThatTheSpoolLostMakesTheRunIncomplete() throws Exception {
        try (SegmentedSpool before = SegmentedSpool.open(spool, FsyncPolicy.ALWAYS, SegmentedSpool.MIN_BYTES)) {
            before.append("SIM-0001", new byte[100]);
            before.append("SIM-0001", new byte[100]);
        }
        Path segment = spool.resolve("0000000000000000001.segment");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[50] ^= 1;
        Files.write(segment, bytes);
        EdgeSummary summary = run(settings("damaged", Pace.FAST, SIMULATION));
        assertThat(summary.lost().damagedRecords()).isOne();
        assertThat(summary.droppedSamples()).isZero();
        assertThat(summary.unsentMessages()).isZero();
        assertThat(summary.complete()).isFalse();
    }

    private EdgeSummary run(EdgeSettings settings) throws Exception {
        try (EdgeRun run = EdgeRun.open(settings)) {
            return run.run();
        }
    }

    private static CompletableFuture<EdgeSummary> start(EdgeRun run) {
        CompletableFuture<EdgeSummary> summary = new CompletableFuture<>();
        Executors.newSingleThreadExecutor(work -> {
                    Thread thread = new Thread(work, "edge-run");
                    thread.setDaemon(true);
                    return thread;
                })
                .submit(() -> {
                    try {
                        summary.complete(run.run());
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        summary.completeExceptionally(e);
                    }
                });
        return summary;
    }

    private EdgeSettings settings(String topic, Pace pace, SourceRequest... sources) {
        return new EdgeSettings(
                List.of(sources),
                pace,
                spool,
                new FsyncPolicy(Duration.ofMillis(100)),
                SegmentedSpool.MIN_BYTES,
                KafkaTarget.of(kafka.bootstrapServers(), topic, 4));
    }

    private static SourceRequest request(String spec, Optional<String> algorithm) {
        return new SourceRequest(spec, Optional.empty(), algorithm, Set.of());
    }

    private static List<ConsumerRecord<String, Block>> read(String topic) {
        return BlockTopic.readAll(kafka.bootstrapServers(), topic);
    }

    private static Map<String, List<Block>> blocksByDevice(String topic) {
        return read(topic).stream()
                .map(ConsumerRecord::value)
                .collect(Collectors.groupingBy(block -> block.header().stream().device()));
    }

    private static Set<UUID> sessions(List<Block> blocks) {
        return blocks.stream().map(block -> block.header().stream().session()).collect(Collectors.toSet());
    }

    private static long sum(EdgeSummary summary, ToLongFunction<StreamCounts> count) {
        return summary.sources().stream()
                .flatMap(source -> source.streams().stream())
                .mapToLong(count)
                .sum();
    }
}

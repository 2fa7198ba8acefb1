package org.joulelake.faults.live;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.process.Await;
import org.joulelake.faults.process.HeapLog;

/** Instruments of the stub measure in real time; brokers go, or the disk gets slow; is anything dropped? */
final class Live {

    private static final String TOPIC = "blocks";
    private static final String WARM_UP = "warm-up";
    private static final Duration WARM_UP_TIME = Duration.ofSeconds(40);
    private static final int PARTITIONS = 4;
    private static final long SOME_MESSAGES = 100;
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    /** What was read by the check goes again; a long run would not fit on the disk three times. */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "retention.bytes", String.valueOf(3L << 30),
            "segment.bytes", String.valueOf(128 << 20),
            "min.insync.replicas", "2");

    private final LivePlan plan;
    private final Path folder;
    private final Consumer<String> log;

    Live(LivePlan plan, Path folder, Consumer<String> log) {
        this.plan = plan;
        this.folder = folder;
        this.log = log;
    }

    LiveReport run() throws IOException, InterruptedException {
        try (BrokerCluster brokers = BrokerCluster.start(folder.resolve("brokers"), folder.resolve("logs"))) {
            log.accept("three brokers serve");
            warmUp(brokers);
            makeTopic(brokers.directServers(), TOPIC);
            LiveCheck check = LiveCheck.start(brokers.directServers(), TOPIC, PARTITIONS);
            try (LiveEdge edge = LiveEdge.start(plan, brokers.directServers(), TOPIC, folder)) {
                awaitPublishing(edge, brokers, TOPIC);
                log.accept("the edge publishes");
                return measure(brokers, edge, check);
            }
        }
    }

    /** Brokers and the check have run for a while when the edge that is measured starts; one that fails here is not. */
    private void warmUp(BrokerCluster brokers) throws IOException, InterruptedException {
        makeTopic(brokers.directServers(), WARM_UP);
        LiveCheck check = LiveCheck.start(brokers.directServers(), WARM_UP, PARTITIONS);
        try (LiveEdge edge = LiveEdge.start(plan, brokers.directServers(), WARM_UP, folder.resolve(WARM_UP))) {
            awaitPublishing(edge, brokers, WARM_UP);
            Await.within(WARM_UP_TIME, () -> !edge.isAlive());
            edge.stop(LONGEST_END);
        }
        check.finish();
        log.accept("brokers and check are warmed up");
    }

    private void awaitPublishing(LiveEdge edge, BrokerCluster brokers, String topic) throws InterruptedException {
        Await.until("the edge publishes", LONGEST_START, () -> {
            requireAlive(edge);
            return brokers.records(topic).orElse(0) > SOME_MESSAGES;
        });
    }

    private LiveReport measure(BrokerCluster brokers, LiveEdge edge, LiveCheck check)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Duration cpuBefore = edge.cpu();
        long samplesBefore = edge.metrics().samples();
        pass(edge, plan.around());
        trouble(brokers, edge);
        long spoolBytes = edge.spoolBytes();
        long troubleEndNanos = System.nanoTime();
        Await.until("the spool is empty", LONGEST_DRAIN, () -> {
            requireAlive(edge);
            return edge.metrics().backlog() < SOME_MESSAGES;
        });
        Duration drain = Duration.ofNanos(System.nanoTime() - troubleEndNanos);
        log.accept("the spool is empty");
        pass(edge, plan.around());
        Duration read = Duration.ofNanos(System.nanoTime() - startNanos);
        double cores = (double) edge.cpu().minus(cpuBefore).toMillis() / read.toMillis();
        EdgeMetricsPage page = edge.metrics();
        long memoryBytes = edge.peakMemoryBytes();
        long samples = page.samples() - samplesBefore;
        log.accept("%,d samples since then".formatted(samples));
        edge.stop(LONGEST_END);
        log.accept("the edge has ended");
        check.finish();
        HeapLog heap = HeapLog.read(LiveEdge.heapLog(folder));
        return new LiveReport(
                read, samples, cores, spoolBytes, memoryBytes, plan.heapMegabytes(), heap, drain, page, check);
    }

    private void trouble(BrokerCluster brokers, LiveEdge edge) throws IOException, InterruptedException {
        if (!plan.brokersAway().isZero()) {
            List<Integer> all = List.of(1, 2, 3);
            brokers.kill(all);
            log.accept("all brokers are killed");
            pass(edge, plan.brokersAway());
            brokers.restart(all);
            brokers.awaitAllUp();
            log.accept("all brokers are back");
        }
        if (!plan.diskSlow().isZero()) {
            edge.slowDown(true);
            log.accept("each force to the disk takes a second");
            pass(edge, plan.diskSlow());
            edge.slowDown(false);
            log.accept("the disk is as it was");
        }
    }

    private void pass(LiveEdge edge, Duration time) throws InterruptedException {
        Await.within(time, () -> !edge.isAlive());
        requireAlive(edge);
    }

    private void requireAlive(LiveEdge edge) {
        if (!edge.isAlive()) {
            throw new CommandException("the edge has ended; see " + LiveEdge.log(folder));
        }
    }

    private static void makeTopic(String bootstrapServers, String topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic made = new NewTopic(topic, PARTITIONS, (short) BrokerCluster.SIZE).configs(SHORT_LIVED);
            admin.createTopics(List.of(made)).all().get();
        } catch (ExecutionException e) {
            throw new CommandException("cannot make the topic: " + e.getCause().getMessage(), e);
        }
    }
}

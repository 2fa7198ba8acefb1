package org.joulelake.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.joulelake.edge.EdgeMain;
import org.joulelake.faults.process.Child;
import org.joulelake.faults.process.HeapLog;
import org.joulelake.faults.process.JavaCommand;

/** The edge, as its user starts it. */
final class EdgeProcess implements AutoCloseable {

    static final int HEAP_MEGABYTES = 256;

    private final Child process;

    private EdgeProcess(Child process) {
        this.process = process;
    }

    /** Starts {@code edge run} for these devices in real time. */
    static EdgeProcess start(
            SimulatedDevices devices, String bootstrapServers, BlockTopic topic, Path spool, Path log) {
        return new EdgeProcess(Child.start(
                log,
                command(
                        devices,
                        bootstrapServers,
                        topic,
                        spool,
                        SpoolPolicy.KEEP_ALL,
                        List.of(HeapLog.option(heapLog(log))))));
    }

    /** How to start {@code edge run} for these devices in real time. */
    static List<String> command(
            SimulatedDevices devices,
            String bootstrapServers,
            BlockTopic topic,
            Path spool,
            SpoolPolicy policy,
            List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(List.of("edge", "run"));
        devices.texts().forEach(text -> arguments.addAll(List.of("--source", "sim:" + text)));
        arguments.addAll(List.of(
                "--pace",
                "real",
                "--quiet",
                "--wait-for-broker",
                "--bootstrap-servers",
                bootstrapServers,
                "--topic",
                topic.name(),
                "--topic-partitions",
                String.valueOf(topic.partitions()),
                "--spool",
                spool.toString()));
        arguments.addAll(policy.arguments());
        return JavaCommand.of(HEAP_MEGABYTES, jvmOptions, EdgeMain.class, arguments);
    }

    /** Where the edge with this log tells of its heap. */
    static Path heapLog(Path log) {
        return log.resolveSibling("edge-heap.log");
    }

    Duration cpu() {
        return process.cpu();
    }

    long peakMemoryBytes() {
        return process.peakMemoryBytes();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has ended, and not with all on Kafka. */
    boolean hasFailed() throws InterruptedException {
        OptionalInt exit = process.awaitExit(Duration.ZERO);
        return exit.isPresent() && exit.getAsInt() != 0;
    }

    OptionalInt awaitExit(Duration longest) throws InterruptedException {
        return process.awaitExit(longest);
    }

    @Override
    public void close() {
        process.close();
    }
}

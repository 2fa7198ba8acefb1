package org.joulelake.faults.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.joulelake.edge.EdgeMain;
import org.joulelake.faults.agent.FaultAgent;
import org.joulelake.faults.process.Child;
import org.joulelake.faults.process.HeapLog;
import org.joulelake.faults.process.JavaCommand;
import org.joulelake.faults.process.LoopbackPorts;

/** The edge with instruments, as its user starts it; its disk can be made slow. */
final class LiveEdge implements AutoCloseable {

    private final Path folder;
    private final int metricsPort;
    private final Child process;

    private LiveEdge(Path folder, int metricsPort, Child process) {
        this.folder = folder;
        this.metricsPort = metricsPort;
        this.process = process;
    }

    static LiveEdge start(LivePlan plan, String bootstrapServers, String topic, Path folder) throws IOException {
        int port = LoopbackPorts.free(1).remove();
        Files.createDirectories(folder.resolve("logs"));
        Path jar = folder.resolve("agent.jar");
        FaultAgent.writeJar(jar);
        List<String> options = new ArrayList<>(FaultAgent.slowing(jar, slowMark(folder)));
        options.add(HeapLog.option(heapLog(folder)));
        options.add("-Xms" + plan.heapMegabytes() + "m");
        List<String> command =
                new ArrayList<>(List.of("env", "JSDRV_STUB_DEVICES=" + String.join(",", plan.devices())));
        command.addAll(JavaCommand.of(
                plan.heapMegabytes(), options, EdgeMain.class, arguments(plan, bootstrapServers, topic, folder, port)));
        return new LiveEdge(folder, port, Child.start(log(folder), command));
    }

    private static List<String> arguments(
            LivePlan plan, String bootstrapServers, String topic, Path folder, int metricsPort) {
        return List.of(
                "edge",
                "run",
                "--source",
                "joulescope:all",
                "--signals",
                plan.signals(),
                "--joulescope-library",
                plan.stub().toString(),
                "--metrics-port",
                String.valueOf(metricsPort),
                "--bootstrap-servers",
                bootstrapServers,
                "--topic",
                topic,
                "--spool",
                folder.resolve("spool").toString());
    }

    static Path log(Path folder) {
        return folder.resolve("logs").resolve("edge.log");
    }

    static Path heapLog(Path folder) {
        return folder.resolve("logs").resolve("edge-heap.log");
    }

    private static Path slowMark(Path folder) {
        return folder.resolve("disk-is-slow");
    }

    /** Lets each force to the disk take a second, or no longer. */
    void slowDown(boolean slow) throws IOException {
        if (slow) {
            Files.createFile(slowMark(folder));
        } else {
            Files.delete(slowMark(folder));
        }
    }

    EdgeMetricsPage metrics() throws InterruptedException {
        return EdgeMetricsPage.read(metricsPort);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration cpu() {
        return process.cpu();
    }

    long peakMemoryBytes() {
        return process.peakMemoryBytes();
    }

    long spoolBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            for (Path file : files.toList()) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    /** Ends it as Ctrl-C does. */
    OptionalInt stop(Duration longest) throws InterruptedException {
        process.terminate();
        return process.awaitExit(longest);
    }

    @Override
    public void close() {
        process.close();
    }
}

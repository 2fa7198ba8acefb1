package org.joulelake.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.TopicCheck;
import org.joulelake.faults.check.TopicReader;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.process.Await;
import org.joulelake.faults.process.HeapLog;

/**
 * An edge publishes in real time, all brokers are killed and stay away for minutes, then come back: how much memory, CPU
 * and disk does the edge take meanwhile, and does all arrive?
 */
final class Outage {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(30);
    private static final BlockTopic TOPIC = new BlockTopic("blocks", 12);
    private static final List<Integer> ALL = List.of(1, 2, 3);

    private final Path folder;
    private final SimulatedDevices devices;
    private final RunLog log;

    /** A run of its own in an empty folder. */
    Outage(Path folder, SimulatedDevices devices, PrintWriter out) {
        this.folder = folder;
        this.devices = devices;
        log = new RunLog(out);
    }

    /** Runs it; the brokers are away for so long. */
    OutageReport run(Duration away) throws IOException, InterruptedException {
        try (BrokerCluster brokers = BrokerCluster.start(folder.resolve("brokers"), folder.resolve("logs"))) {
            log.say("three brokers serve");
            Path edgeLog = folder.resolve("logs").resolve("edge.log");
            try (EdgeProcess edge =
                    EdgeProcess.start(devices, brokers.directServers(), TOPIC, folder.resolve("spool"), edgeLog)) {
                Await.until(
                        "the edge publishes",
                        LONGEST_START,
                        () -> !edge.isAlive() || brokers.records(TOPIC.name()).orElse(0) > 100);
                brokers.kill(ALL);
                log.say("the edge has published; all brokers are killed");
                Duration cpuBefore = edge.cpu();
                Await.within(away, () -> !edge.isAlive());
                if (!edge.isAlive()) {
                    throw new CommandException("the edge has ended during the outage; see " + edgeLog);
                }
                double cores = (double) edge.cpu().minus(cpuBefore).toMillis() / away.toMillis();
                long spoolBytes = spoolBytes();
                brokers.restart(ALL);
                brokers.awaitAllUp();
                Duration back = log.elapsed();
                log.say("all brokers are back");
                long memoryBytes = watch(edge);
                OptionalInt exit = edge.awaitExit(Duration.ZERO);
                Duration drain = log.elapsed().minus(back);
                log.say(exit.isPresent() ? "the edge has ended" : "the edge does not end");
                CheckResult result = check(brokers);
                log.say("the topic is checked");
                HeapLog heap = HeapLog.read(EdgeProcess.heapLog(edgeLog));
                return new OutageReport(away, cores, spoolBytes, memoryBytes, heap, drain, exit, result);
            }
        }
    }

    /** Waits for the end of the edge; its greatest memory as long as it could be asked. */
    private static long watch(EdgeProcess edge) throws InterruptedException {
        long[] peak = new long[1];
        Await.within(LONGEST_DRAIN, () -> {
            if (edge.isAlive()) {
                peak[0] = Math.max(peak[0], edge.peakMemoryBytes());
            }
            return !edge.isAlive();
        });
        return peak[0];
    }

    private long spoolBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private CheckResult check(BrokerCluster brokers) {
        TopicCheck check = new TopicCheck(devices.specs());
        TopicReader.readAll(brokers.directServers(), TOPIC.name(), check::accept);
        return check.result();
    }
}

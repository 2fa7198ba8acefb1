package org.joulelake.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;

/**
 * What the spool costs: messages of a usual block's size appended by one thread, against the same bytes written to one
 * plain file that is forced as often. The two take turns. Rates are MB (10^6 bytes) a second of time that passes, and of
 * CPU of the whole process; the last force is part of the time.
 */
public final class SpoolBenchmark {

    private static final String ROW = "%-14s %20s %20s %20s %20s %20s%n";
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int RUNS = 5;
    private static final double MEGA = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Path folder;
    private final byte[] message = new byte[MESSAGE_BYTES];

    private SpoolBenchmark(Path folder) {
        this.folder = folder;
        new Random(1).nextBytes(message);
    }

    /** Measures in the folder named by the argument, which should be on the disk that a spool would use. */
    public static void main(String[] args) throws Exception {
        Path parent = Path.of(args.length == 0 ? System.getProperty("java.io.tmpdir") : args[0]);
        Path folder = Files.createTempDirectory(parent, "joulelake-spool");
        System.out.printf(ROW, "fsync", "spool MB/s", "plain MB/s", "spool/plain", "spool MB/CPU s", "plain MB/CPU s");
        SpoolBenchmark benchmark = new SpoolBenchmark(folder);
        benchmark.measure("each message", FsyncPolicy.ALWAYS, 2_000);
        benchmark.measure("every 10 ms", new FsyncPolicy(Duration.ofMillis(10)), 16_000);
        benchmark.measure("every 100 ms", FsyncPolicy.DEFAULT, 16_000);
        benchmark.measure("every 1 s", new FsyncPolicy(Duration.ofSeconds(1)), 16_000);
        benchmark.measure("at the end", new FsyncPolicy(Duration.ofDays(1)), 16_000);
        Files.delete(folder);
    }

    private void measure(String name, FsyncPolicy fsync, int messages) throws IOException, InterruptedException {
        List<Rate> spool = new ArrayList<>();
        List<Rate> plain = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            Rate ofSpool = spool(fsync, messages);
            Rate ofPlain = plain(fsync, messages);
            if (run > 0) {
                spool.add(ofSpool);
                plain.add(ofPlain);
                ratios.add(ofSpool.perSecond() / ofPlain.perSecond());
            }
        }
        System.out.printf(
                ROW,
                name,
                spread(spool, Rate::perSecond),
                spread(plain, Rate::perSecond),
                Spread.of(ratios).text("%.2f"),
                spread(spool, Rate::perCpuSecond),
                spread(plain, Rate::perCpuSecond));
    }

    private Rate spool(FsyncPolicy fsync, int messages) throws IOException, InterruptedException {
        Path directory = folder.resolve("spool");
        Stopwatch stopwatch = new Stopwatch();
        try (SegmentedSpool spool = SegmentedSpool.open(directory, fsync, 1L << 40)) {
            for (int i = 0; i < messages; i++) {
                spool.append("JS220-000001", message);
            }
        }
        Rate rate = stopwatch.rate((long) messages * MESSAGE_BYTES);
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        return rate;
    }

    private Rate plain(FsyncPolicy fsync, int messages) throws IOException {
        Path file = folder.resolve("plain");
        Stopwatch stopwatch = new Stopwatch();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long forcedNanos = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                ByteBuffer bytes = ByteBuffer.wrap(message);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (System.nanoTime() - forcedNanos >= fsync.interval().toNanos()) {
                    channel.force(false);
                    forcedNanos = System.nanoTime();
                }
            }
            channel.force(false);
        }
        Rate rate = stopwatch.rate((long) messages * MESSAGE_BYTES);
        Files.delete(file);
        return rate;
    }

    private static String spread(List<Rate> rates, Function<Rate, Double> figure) {
        return Spread.of(rates.stream().map(figure).toList()).text("%.0f");
    }

    /** MB in a second of time that passes, and of CPU. */
    private record Rate(double perSecond, double perCpuSecond) {}

    private static final class Stopwatch {

        private final OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final long startNanos = System.nanoTime();
        private final long startCpuNanos = system.getProcessCpuTime();

        Rate rate(long bytes) {
            double megabytes = bytes / MEGA;
            return new Rate(
                    megabytes / (System.nanoTime() - startNanos) * NANOS_PER_SECOND,
                    megabytes / (system.getProcessCpuTime() - startCpuNanos) * NANOS_PER_SECOND);
        }
    }
}

package org.joulelake.benchmarks;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.joulelake.local.stack.LakeDirectory;
import org.joulelake.local.stack.LocalLake;
import org.joulelake.local.stack.Ports;
import org.joulelake.spark.LakeSession;

/**
 * How long questions to a {@link HourLake} take, from the text of the statement to its rows, and the same asked of each sample.
 * The first time in this process is told apart (after the questions before it, which may have read the same), then come {@link #RUNS} more, of
 * long scans {@code -Djoulelake.benchmark.scans}, or one.
 */
public final class QueryBenchmark {

    private static final int RUNS = Integer.getInteger("joulelake.benchmark.runs", 9);

    private final SparkSession spark;

    private QueryBenchmark(SparkSession spark) {
        this.spark = spark;
    }

    /** Asks the lake in the folder of the first argument, which has as many seconds as the second one says. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3_600;
        try (LakeDirectory directory = LakeDirectory.openExisting(Path.of(args[0]));
                LocalLake lake = LocalLake.start(directory, Ports.FREE);
                SparkSession spark = LakeSession.open("benchmark", lake.catalogSettings(), Map.of())) {
            QueryBenchmark benchmark = new QueryBenchmark(spark);
            benchmark.ask("nothing but Spark", "SELECT 1");
            benchmark.askAll(HourLake.START, seconds);
        }
        System.exit(0);
    }

    private void askAll(Instant start, int seconds) {
        Instant end = start.plusSeconds(seconds);
        Instant middle = start.plusSeconds(seconds / 3).plusNanos(123_456_000);
        ask("waveform, whole, 2,000 points", waveform(start, end));
        ask("waveform, 1 s, 2,000 points", waveform(middle, middle.plusSeconds(1)));
        ask("waveform, 1 ms, 2,000 points", waveform(middle, middle.plusNanos(1_000_000)));
        ask(
                "energy, 60 s",
                "SELECT * FROM energy('%s', '%s', '%s', '%s')"
                        .formatted(HourLake.FIRST, HourLake.ALGORITHM, middle, middle.plusSeconds(60)));
        ask(
                "energy, whole",
                "SELECT * FROM energy('%s', '%s', '%s', '%s')"
                        .formatted(HourLake.FIRST, HourLake.ALGORITHM, start, end));
        ask(
                "compare, whole",
                "SELECT * FROM compare('%s', '%s', '%s', '%s', '%s')"
                        .formatted(HourLake.SECOND, HourLake.ALGORITHM, HourLake.OTHER, start, end));
        int few = Integer.getInteger("joulelake.benchmark.scans", 1);
        ask("scan of samples, 1 ms", RUNS, scan(middle, middle.plusNanos(1_000_000), 1_000));
        ask("scan of samples, 1 s", RUNS, scan(middle, middle.plusSeconds(1), 500_000));
        ask("scan of samples, energy of 60 s", few, energyOfSamples(middle, middle.plusSeconds(60)));
        ask("scan of samples, whole", few, scan(start, end, 1_000_000_000L * seconds / 2_000));
    }

    /** What {@code waveform} answers, asked of each sample. */
    private static String scan(Instant from, Instant to, long widthNanos) {
        return """
                SELECT min(ts), min(value), max(value), avg(value), count(*)
                FROM power.samples WHERE %s AND signal = 'current'
                GROUP BY (ts_ns - unix_micros(TIMESTAMP '%s') * 1000) div %d
                ORDER BY 1"""
                .formatted(samples(from, to), from, widthNanos);
    }

    /** The same of {@code energy}. */
    private static String energyOfSamples(Instant from, Instant to) {
        return "SELECT sum(CAST(value AS DOUBLE)) / %d FROM power.samples WHERE %s AND signal = 'power'"
                .formatted(HourLake.RATE_HZ, samples(from, to));
    }

    private static String samples(Instant from, Instant to) {
        return "device = '%s' AND algorithm = '%s' AND ts >= '%s' AND ts < '%s'"
                .formatted(HourLake.FIRST, HourLake.ALGORITHM, from, to);
    }

    private static String waveform(Instant from, Instant to) {
        return "SELECT * FROM waveform('%s', '%s', 'current', '%s', '%s', 2000)"
                .formatted(HourLake.FIRST, HourLake.ALGORITHM, from, to);
    }

    private void ask(String name, String statement) {
        ask(name, RUNS, statement);
    }

    private void ask(String name, int runs, String statement) {
        List<Double> millis = new ArrayList<>();
        List<Row> rows = List.of();
        for (int run = 0; run <= runs; run++) {
            long begin = System.nanoTime();
            rows = spark.sql(statement).collectAsList();
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        double first = millis.remove(0);
        System.out.printf(
                "%-32s %6d rows  first %,9.0f ms  then %s ms%n",
                name, rows.size(), first, Spread.of(millis).text("%,.0f"));
    }
}

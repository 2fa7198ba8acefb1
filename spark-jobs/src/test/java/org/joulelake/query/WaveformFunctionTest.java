package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.joulelake.query.Recording.instant;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** {@code waveform} against each single sample. */
@ExtendWith(LakeExtension.class)
class WaveformFunctionTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 3e6 / 7;
    private static final int BLOCK = 5_000;
    private static final int SAMPLES = 40 * BLOCK + 777;

    /** Two blocks are lost, and of one there are only samples that are missing. */
    private static final Recording RECORDING = recording("waveform", START);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        LakeWriter.add(lake.blocks(), RECORDING.blocks());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 470000000, 3", // whole blocks
        "-5000000, 900000000, 8", // beyond the data
        "12345678, 456789012, 5", // from within a block, into a bucket
        "12345678, 456789012, 40", // buckets
        "12345678, 456789012, 1000", // samples
        "36000000, 57000000, 4", // begins in a gap
        "10000000, 40000000, 6", // ends in a gap
        "36000000, 38000000, 5", // in a gap
        "0, 23334, 10", // a row for each sample
        "1, 2333, 10", // between two samples
        "0, 470000000, 1"
    })
    void isExact(long from, long to, int points) {
        check(RECORDING, waveform("waveform", START + from, START + to, points), START + from, START + to, points);
    }

    @Test
    void isExactWhereverItBeginsAndEnds() {
        Random random = new Random(5);
        for (int i = 0; i < 12; i++) {
            long from = START + random.nextLong(-1_000_000, 400_000_000);
            long to = from + 1 + random.nextLong(400_000_000);
            int points = 1 + random.nextInt(300);
            check(RECORDING, waveform("waveform", from, to, points), from, to, points);
        }
    }

    @Test
    void divideTheTimeThatThereIsAndNotThatAskedFor() {
        assertThat(lake.sql("SELECT * FROM waveform('waveform', 'a', 'current', '2020-01-01', '2030-01-01', 100)"))
                .hasSizeBetween(60, 100);
    }

    @Test
    void readsNoSampleWhereWindowsAreWide() throws Exception {
        Recording recording = recording("few-cut-windows", START);
        for (SampleBlock block : recording.blocks()) {
            LakeWriter.add(lake.blocks(), List.of(block));
        }
        Map<Boolean, Long> filesBySamples = BlockScans.run(ByScan.sql(
                        lake,
                        "SELECT * FROM waveform('few-cut-windows', 'a', 'current', '%s', '%s', 4)"
                                .formatted(instant(START + 4_000_000), instant(START + 450_000_000))))
                .collect(Collectors.partitioningBy(
                        scan -> BlockScans.reads(scan, "values"), Collectors.summingLong(BlockScans::files)));
        assertThat(filesBySamples.get(true)).isEqualTo(2L);
    }

    @Test
    void sessionsFollowOneAnother() throws Exception {
        Recording first = recording("twice", START);
        Recording second = recording("twice", START + 1_000_000_000);
        LakeWriter.add(lake.blocks(), first.blocks());
        LakeWriter.add(lake.blocks(), second.blocks());
        long count = waveform("twice", START, START + 2_000_000_000, 50).stream()
                .mapToLong(row -> row.<Long>getAs("count"))
                .sum();
        assertThat(count).isEqualTo(2 * present(RECORDING, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void doesNotMixSessionsOfTheSameTime() throws Exception {
        Recording first = recording("parallel", START);
        Recording second = recording("parallel", START + 1_000_000);
        LakeWriter.add(lake.blocks(), first.blocks());
        LakeWriter.add(lake.blocks(), second.blocks());
        assertThatThrownBy(() -> waveform("parallel", START, START + 2_000_000_000, 50))
                .hasMessageContaining("two sessions have samples at the same time")
                .hasMessageContaining("session => '" + first.stream().session());
        List<Row> one = lake.sql("SELECT * FROM waveform('parallel', 'a', 'current', '%s', '%s', 50, '%s')"
                .formatted(
                        instant(START),
                        instant(START + 2_000_000_000),
                        second.stream().session()));
        check(second, one, START, START + 2_000_000_000, 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'waveform', 'a', 'curent', '2026-01-01', '2027-01-01', 5|no signal of waveform 'curent'; there is current",
                "'waveform', 'a', 'current', '2026-01-01', '2027-01-01'|points is missing",
                "'waveform', 'a', 'current', '2026-01-01', '2027-01-01', 0|a whole number from 1 to 1000000, not 0",
                "'waveform', 'a', 'current', '2026-01-01', '2027-01-01', 'x'|a whole number from 1 to 1000000, not x"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> lake.sql("SELECT * FROM waveform(" + arguments + ")"))
                .hasMessageContaining(message);
    }

    /** Each window has the figures of just the samples from its time until its end, and none is in no window. */
    private static void check(Recording recording, List<Row> rows, long from, long to, int points) {
        assertThat(rows).hasSizeLessThanOrEqualTo(points);
        long count = 0;
        long until = Long.MIN_VALUE;
        for (Row row : rows) {
            long first = row.getAs("ts_ns");
            assertThat(first).isGreaterThanOrEqualTo(Math.max(from, until));
            until = row.getAs("until_ns");
            checkWindow(recording, row, first, Math.min(until, to));
            count += row.<Long>getAs("count");
        }
        assertThat(count).isEqualTo(present(recording, from, to));
    }

    private static void checkWindow(Recording recording, Row row, long first, long until) {
        int[] indices = recording.indices(first, until);
        double[] samples = IntStream.of(indices)
                .mapToDouble(index -> recording.samples()[index])
                .filter(sample -> !Double.isNaN(sample))
                .toArray();
        assertThat(recording.nanos(indices[0])).isEqualTo(first);
        assertThat(row.<Long>getAs("count")).isEqualTo(samples.length);
        assertThat(row.<Long>getAs("missing_count"))
                .isEqualTo(indices[indices.length - 1] + 1 - indices[0] - samples.length);
        if (samples.length == 0) {
            assertThat(row.<Double>getAs("mean")).isNull();
            assertThat(row.<Float>getAs("min")).isNull();
            return;
        }
        assertThat((double) row.<Float>getAs("min"))
                .isEqualTo(IntStream.range(0, samples.length)
                        .mapToDouble(i -> samples[i])
                        .min()
                        .orElseThrow());
        assertThat((double) row.<Float>getAs("max"))
                .isEqualTo(IntStream.range(0, samples.length)
                        .mapToDouble(i -> samples[i])
                        .max()
                        .orElseThrow());
        assertThat(row.<Double>getAs("mean")).isCloseTo(Arrays.stream(samples).sum() / samples.length, within(1e-12));
    }

    private static long present(Recording recording, long from, long to) {
        return IntStream.of(recording.indices(from, to))
                .filter(index -> !Float.isNaN(recording.samples()[index]))
                .count();
    }

    private static List<Row> waveform(String device, long from, long to, int points) {
        return lake.sql("SELECT * FROM waveform('%s', 'a', 'current', '%s', '%s', %d)"
                .formatted(device, instant(from), instant(to), points));
    }

    private static Recording recording(String device, long start) {
        Random random = new Random(11);
        float[] values = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            boolean missing = i / BLOCK == 20 || i % 1_013 == 0;
            values[i] = missing ? Float.NaN : random.nextFloat() * 0.1f - 0.02f;
        }
        SampleStream stream = new SampleStream(device, "a", "current", "A", UUID.randomUUID(), RATE_HZ);
        return new Recording(stream, start, values, BLOCK, block -> block != 3 && block != 4);
    }
}

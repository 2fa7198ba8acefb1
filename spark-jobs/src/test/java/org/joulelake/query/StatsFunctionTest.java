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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** {@code stats} against a sum over each single sample. */
@ExtendWith(LakeExtension.class)
class StatsFunctionTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 3e6 / 7;
    private static final int BLOCK = 1_500;
    private static final long BLOCK_NANOS = 3_500_000;

    /** Two sessions of the same time; one has lost a block, and has samples that are missing within others. */
    private static final Recording GAPS = recording(1, 8 * BLOCK, block -> block != 3, 97);

    private static final Recording FULL = recording(2, 5 * BLOCK + 700, block -> true, Integer.MAX_VALUE);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        List<SampleBlock> blocks = new ArrayList<>(GAPS.blocks());
        blocks.addAll(FULL.blocks());
        SampleStream other = new SampleStream("stats", "b", "current", "A", UUID.randomUUID(), RATE_HZ);
        blocks.add(SampleBlock.of(other, 0, 0, START, new float[] {1e6f, 2e6f}));
        LakeWriter.add(lake.blocks(), blocks);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 28000000", // all, from edge to edge of blocks
        "-5000000, 60000000", // beyond the data
        "1234567, 5432101", // within blocks
        "1234567, 1300000", // within one block
        "10500000, 14000000", // the lost block
        "9000000, 12000000", // ends in the gap
        "12000000, 15000000", // begins in the gap
        "3500000, 7000000", // one whole block of each session
        "3499999, 7000001", // a nanosecond more at both ends
        "0, 1", // the first sample
        "1, 2333", // between two samples
        "17000000, 26000000" // one session ends within it
    })
    void isExact(long from, long to) {
        check(from, to);
    }

    @Test
    void isExactWhereverItBeginsAndEnds() {
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            long from = random.nextLong(-1_000_000, 8 * BLOCK_NANOS);
            check(from, from + 1 + random.nextLong(8 * BLOCK_NANOS));
        }
    }

    @Test
    void canBeAskedOfOneSession() {
        Row row = stats(
                START, START + 8 * BLOCK_NANOS, ", session => '" + FULL.stream().session() + "'");
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(FULL.samples().length);
        assertThat(row.<Long>getAs("sessions")).isEqualTo(1);
    }

    @Test
    void keepsTheDigitsOfASmallRippleOnALargeLevel() throws Exception {
        float[] samples = new float[4 * BLOCK];
        Random random = new Random(3);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 3.3f + random.nextInt(-2, 3) * Math.ulp(3.3f);
        }
        SampleStream stream = new SampleStream("ripple", "a", "voltage", "V", UUID.randomUUID(), 1e6);
        Recording recording = new Recording(stream, START, samples, BLOCK, block -> true);
        LakeWriter.add(lake.blocks(), recording.blocks());
        Row row = lake.sql("SELECT * FROM stats('ripple', 'a', 'voltage', '2026-01-01', '2026-01-03')")
                .get(0);
        SampleTotals expected = new SampleTotals();
        expected.add(recording, recording.indices(Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(row.<Double>getAs("std")).isCloseTo(expected.std(), within(1e-9 * expected.std()));
        assertThat(row.<String>getAs("integral_unit")).isEqualTo("V·s");
    }

    @Test
    void followsAssignmentsToTheSample() throws Exception {
        SampleStream stream = new SampleStream("assigned", "", "current", "A", UUID.randomUUID(), RATE_HZ);
        Recording recording = new Recording(stream, START, FULL.samples(), BLOCK, block -> true);
        LakeWriter.add(lake.blocks(), recording.blocks());
        long first = START + 1_000_000;
        long second = START + 9_000_001;
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES"
                + " ('assigned', 'x', %d), ('assigned', 'y', %d)".formatted(first, second));
        String call = "SELECT * FROM stats('assigned', '%s', 'current', '2026-01-02', '2026-01-03')";
        check(lake.sql(call.formatted("unassigned")).get(0), recording, Long.MIN_VALUE, first);
        check(lake.sql(call.formatted("x")).get(0), recording, first, second);
        check(lake.sql(call.formatted("y")).get(0), recording, second, Long.MAX_VALUE);
    }

    @Test
    void readsSamplesOnlyOfBlocksThatAnEdgeCuts() throws Exception {
        SampleStream stream = new SampleStream("few-cut", "a", "current", "A", UUID.randomUUID(), RATE_HZ);
        Recording recording = new Recording(stream, START, new float[10 * BLOCK], BLOCK, block -> true);
        for (SampleBlock block : recording.blocks()) {
            LakeWriter.add(lake.blocks(), List.of(block));
        }
        Map<Boolean, Long> filesBySamples = BlockScans.run(ByScan.sql(
                        lake,
                        "SELECT * FROM stats('few-cut', 'a', 'current', '%s', '%s')"
                                .formatted(instant(START + 4_000_000), instant(START + 33_000_000))))
                .collect(Collectors.partitioningBy(
                        scan -> BlockScans.reads(scan, "values"), Collectors.summingLong(BlockScans::files)));
        assertThat(filesBySamples).containsOnly(Map.entry(true, 2L), Map.entry(false, 9L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'stat', 'a', 'current', '2026', '2027'|'2026' is no time; write it as",
                "'stat', 'a', 'current', '2026-01-01', '2027-01-01'|there is no device 'stat'; there is stats",
                "'it\\'s 100%s', 'a', 'current', '2026-01-01', '2027-01-01'|there is no device 'it's 100%s'; there is",
                "'stats', 'A', 'current', '2026-01-01', '2027-01-01'|no algorithm of stats 'A'; there is a, b",
                "'stats', 'a', 'curent', '2026-01-01', '2027-01-01'|no signal of stats 'curent'; there is current",
                "'stats', 'a', 'current', '2027-01-01', '2026-01-01'|from must be before to",
                "'stats', 'a', 'current'|stats(device, algorithm, signal, from, to, session): from is missing",
                "'stats', 'a', 'current', 5, '2026-01-01'|from of stats must be a timestamp, a date, or a text",
                "'stats', 7, 'current', '2026-01-01', '2027-01-01'|algorithm of stats must be a text in quotes",
                "'stats', 'a', 'current', '2026-01-01', until => '2027-01-01'|has no argument until",
                "'stats', 'a', 'current', '2026-01-01', from => '2027-01-01'|from of stats is given twice"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> lake.sql("SELECT * FROM stats(" + arguments + ")"))
                .hasMessageContaining(message);
    }

    private static void check(long from, long to) {
        Row row = stats(START + from, START + to, "");
        SampleTotals expected = new SampleTotals();
        for (Recording recording : List.of(GAPS, FULL)) {
            expected.add(recording, recording.indices(START + from, START + to));
        }
        expected.requireSame(row);
    }

    private static void check(Row row, Recording recording, long from, long to) {
        SampleTotals expected = new SampleTotals();
        expected.add(recording, recording.indices(from, to));
        expected.requireSame(row);
    }

    private static Row stats(long from, long to, String more) {
        return lake.sql("SELECT * FROM stats('stats', 'a', 'current', '%s', '%s'%s)"
                        .formatted(instant(from), instant(to), more))
                .get(0);
    }

    private static Recording recording(int seed, int samples, IntPredicate isKept, int everyMissing) {
        Random random = new Random(seed);
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = i % everyMissing == everyMissing - 1 ? Float.NaN : random.nextFloat() * 0.1f - 0.02f;
        }
        SampleStream stream = new SampleStream("stats", "a", "current", "A", UUID.randomUUID(), RATE_HZ);
        return new Recording(stream, START, values, BLOCK, isKept);
    }
}

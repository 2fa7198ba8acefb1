package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Dataset;
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
import org.joulelake.verify.LakeWriter;

/** {@code periods} against sums over single samples. */
@ExtendWith(LakeExtension.class)
class PeriodsFunctionTest {

    private static final double RATE_HZ = 1e6;
    private static final int BLOCK = 5_000;
    private static final int SAMPLES = 123_456;
    private static final int LOST_BLOCK = 7;
    private static final UUID PAIR = UUID.randomUUID();
    private static final Recording POWER = recording("a", "power", UUID.randomUUID(), 1.0f);
    private static final Recording CURRENT = recording("b", "current", PAIR, 0.25f);
    private static final Recording VOLTAGE = recording("b", "voltage", PAIR, 3.3f);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        LakeWriter.add(lake.blocks(), POWER.blocks());
        LakeWriter.add(lake.blocks(), CURRENT.blocks());
        LakeWriter.add(lake.blocks(), VOLTAGE.blocks());
    }

    @ParameterizedTest
    @CsvSource({"a, 0.01, 10000", "b, 0.01, 10000", "a, 0.00123, 1230", "b, 0.5, 500000"})
    void areTheSamplesOfEachPeriodAddedUp(String algorithm, String seconds, int samples) {
        List<Row> rows = periods("'" + algorithm + "', '2026-01-01', '2027-01-01', " + seconds);
        Map<Long, Row> byNumber = rows.stream().collect(Collectors.toMap(row -> row.getAs("period"), row -> row));
        for (int period = 0; period * samples < SAMPLES; period++) {
            int[] indices = IntStream.range(period * samples, Math.min(SAMPLES, (period + 1) * samples))
                    .filter(i -> i / BLOCK != LOST_BLOCK)
                    .toArray();
            Row row = byNumber.remove((long) period);
            if (indices.length == 0) {
                assertThat(row).as("period that was lost").isNull();
                continue;
            }
            double[] watts = Arrays.stream(indices)
                    .filter(i -> !Float.isNaN(POWER.samples()[i]))
                    .mapToDouble(i -> watts(algorithm, i))
                    .toArray();
            int length = indices[indices.length - 1] + 1 - indices[0];
            double joules = Arrays.stream(watts).sum() / RATE_HZ;
            assertThat(row.<Double>getAs("energy_j")).as("energy of " + period).isCloseTo(joules, within(1e-12));
            assertThat(row.<Double>getAs("mean_power_w"))
                    .as("power of " + period)
                    .isCloseTo(joules * RATE_HZ / watts.length, within(1e-9));
            assertThat(row.<Long>getAs("sample_count")).isEqualTo(watts.length);
            assertThat(row.<Long>getAs("missing_count")).isEqualTo(length - watts.length);
            assertThat(row.<Boolean>getAs("complete")).isEqualTo(length >= 0.99 * samples);
        }
        assertThat(byNumber).isEmpty();
    }

    @Test
    void areThoseThatCompareLooksAt() {
        Row compared = lake.sql(
                        "SELECT * FROM compare('periods', 'a', 'b', '2026-01-01', '2027-01-01', period_s => 0.01)")
                .get(0);
        Row mean = lake.sql("SELECT avg(mean_power_w) * 0.01 AS j, count(*) AS n FROM"
                        + " periods('periods', 'a', '2026-01-01', '2027-01-01', 0.01) WHERE complete")
                .get(0);
        Row other = lake.sql("SELECT avg(mean_power_w) * 0.01 AS j FROM"
                        + " periods('periods', 'b', '2026-01-01', '2027-01-01', period_s => 0.01) WHERE complete")
                .get(0);
        assertThat(compared.<Integer>getAs("periods_a"))
                .isEqualTo(mean.<Long>getAs("n").intValue());
        assertThat(compared.<Double>getAs("difference_j"))
                .isCloseTo(other.<Double>getAs("j") - mean.<Double>getAs("j"), within(1e-12));
    }

    /** Asked from between the last sample before a lost block and the end of its own block. */
    @Test
    void beginAtTheFirstSampleInTheRange() {
        long from = POWER.nanos(LOST_BLOCK * BLOCK) - 500;
        String statement =
                "SELECT * FROM periods('periods', 'a', '%s', '2027-01-01', 0.01)".formatted(Recording.instant(from));
        for (Dataset<Row> asked : List.of(lake.spark().sql(statement), ByScan.sql(lake, statement))) {
            Row first = asked.collectAsList().get(0);
            assertThat(first.<Long>getAs("period")).isZero();
            assertThat(first.<Long>getAs("ts_ns")).isEqualTo(POWER.nanos((LOST_BLOCK + 1) * BLOCK));
            assertThat(first.<Long>getAs("until_ns")).isEqualTo(POWER.nanos((LOST_BLOCK + 3) * BLOCK));
        }
    }

    @Test
    void areNotCompleteIfAllIsMissing() throws Exception {
        float[] samples = {1, 1, Float.NaN, Float.NaN, 1, 1};
        SampleStream stream = new SampleStream("missing", "a", "power", "W", UUID.randomUUID(), RATE_HZ);
        LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, 0, TestBlocks.START_NANOS, samples)));
        List<Row> rows = lake.sql("SELECT * FROM periods('missing', 'a', '2026-01-01', '2027-01-01', 0.000002)");
        assertThat(rows).extracting(row -> row.<Boolean>getAs("complete")).containsExactly(true, false, true);
        assertThat(rows).extracting(row -> row.<Long>getAs("missing_count")).containsExactly(0L, 2L, 0L);
    }

    @Test
    void ofNothingMeasuredAreNone() {
        assertThat(periods("'a', '2020-01-01', '2021-01-01'")).isEmpty();
    }

    @Test
    void sayWhatIsWrong() {
        assertThatThrownBy(() -> periods("'c', '2026-01-01', '2027-01-01'"))
                .hasMessageContaining("no algorithm of periods 'c'; there is a, b");
        assertThatThrownBy(() -> periods("'a', '2026-01-01', '2027-01-01', 1e-12"))
                .hasMessageContaining("period_s of periods must be from 0.000000001");
    }

    private static List<Row> periods(String arguments) {
        return lake.sql("SELECT * FROM periods('periods', " + arguments + ")");
    }

    private static double watts(String algorithm, int index) {
        return algorithm.equals("a") ? POWER.samples()[index] : CURRENT.samples()[index] * VOLTAGE.samples()[index];
    }

    private static Recording recording(String algorithm, String signal, UUID session, float level) {
        Random random = new Random(signal.hashCode());
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = i % 3_001 == 9 ? Float.NaN : level * (1 + 0.1f * random.nextFloat());
        }
        SampleStream stream = new SampleStream("periods", algorithm, signal, TestBlocks.unit(signal), session, RATE_HZ);
        return new Recording(stream, TestBlocks.START_NANOS, samples, BLOCK, block -> block != LOST_BLOCK);
    }
}

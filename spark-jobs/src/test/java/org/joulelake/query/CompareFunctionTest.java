package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.verify.LakeWriter;

/** {@code compare} against periods that are summed up sample by sample. */
@ExtendWith(LakeExtension.class)
class CompareFunctionTest {

    private static final double RATE_HZ = 1e6;
    private static final int BLOCK = 5_000;
    private static final int SAMPLES = 123_456;

    /** Algorithm a published its power, b its current and voltage. */
    private static final Recording POWER = recording("a", "power", UUID.randomUUID(), 1.0f);

    private static final UUID PAIR = UUID.randomUUID();
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
    @CsvSource({"0.01, 10000", "0.00123, 1230", "0.05, 50000"})
    void isTheDifferenceOfPeriods(String seconds, int samples) {
        Row row = compare("'2026-01-01', '2027-01-01', period_s => " + seconds);
        double[] a = periods(POWER.samples(), samples);
        double[] b = periods(product(), samples);
        InternalRow expected = Difference.of(ArrayData.toArrayData(a), ArrayData.toArrayData(b));
        assertThat(row.<Integer>getAs("periods_a")).isEqualTo(a.length);
        assertThat(row.<Integer>getAs("periods_b")).isEqualTo(b.length);
        String[] names = {"_j", "_low_j", "_high_j", "_percent", "_low_percent", "_high_percent"};
        for (int i = 0; i < names.length; i++) {
            double value = expected.getDouble(i);
            assertThat(row.<Double>getAs("difference" + names[i]))
                    .as(names[i])
                    .isCloseTo(value, within(1e-6 * Math.abs(value)));
        }
    }

    @Test
    void hasTheEnergyOfEachAsEnergyHasIt() {
        Row row = compare("'2026-01-02T03:04:05.001000000Z', '2026-01-02T03:04:07Z'");
        for (String side : new String[] {"a", "b"}) {
            Row energy = lake.sql("SELECT * FROM energy('compare', '%s', '2026-01-02T03:04:05.001Z', '2026-01-03')"
                            .formatted(side))
                    .get(0);
            assertThat(row.<Double>getAs("energy_" + side + "_j"))
                    .isCloseTo(energy.<Double>getAs("energy_j"), within(1e-12));
            assertThat(row.<Double>getAs("mean_power_" + side + "_w"))
                    .isCloseTo(energy.<Double>getAs("mean_power_w"), within(1e-12));
            assertThat(row.<Double>getAs("seconds_" + side)).isEqualTo(energy.<Double>getAs("seconds"));
            assertThat(row.<Long>getAs("missing_" + side)).isEqualTo(energy.<Long>getAs("missing_count"));
            assertThat(row.<Long>getAs("sessions_" + side)).isEqualTo(1);
        }
        // No whole second was measured, so nothing is said of one.
        assertThat(row.<Integer>getAs("periods_a")).isZero();
        assertThat(row.<Double>getAs("difference_low_percent")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'compare', 'a', 'c', '2026-01-01', '2027-01-01'|no algorithm of compare 'c'; there is a, b",
                "'compare', 'a', 'b', '2026-01-01', '2027-01-01', 0|a number greater than 0, not 0",
                "'compare', 'a', 'b', '2026-01-01', '2027-01-01', '1 s'|a number greater than 0, not 1 s"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> lake.sql("SELECT * FROM compare(" + arguments + ")"))
                .hasMessageContaining(message);
    }

    private static Row compare(String arguments) {
        return lake.sql("SELECT * FROM compare('compare', 'a', 'b', " + arguments + ")")
                .get(0);
    }

    /** Energy of whole periods; what is missing is taken to be like the rest of its period. */
    private static double[] periods(float[] power, int samples) {
        return IntStream.range(0, power.length / samples)
                .mapToDouble(period -> IntStream.range(period * samples, (period + 1) * samples)
                                .filter(i -> !Float.isNaN(power[i]))
                                .mapToDouble(i -> power[i])
                                .average()
                                .orElseThrow()
                        * samples
                        / RATE_HZ)
                .toArray();
    }

    private static float[] product() {
        float[] product = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            product[i] = CURRENT.samples()[i] * VOLTAGE.samples()[i];
        }
        return product;
    }

    private static Recording recording(String algorithm, String signal, UUID session, float level) {
        Random random = new Random(signal.hashCode());
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            float slow = 1 + 0.1f * (float) Math.sin(i / 7_000.0);
            samples[i] = i % 3_001 == 9 ? Float.NaN : level * slow * (1 + 0.1f * random.nextFloat());
        }
        SampleStream stream = new SampleStream("compare", algorithm, signal, TestBlocks.unit(signal), session, RATE_HZ);
        return new Recording(stream, TestBlocks.START_NANOS, samples, BLOCK, block -> true);
    }
}

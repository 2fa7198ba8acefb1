package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.joulelake.query.Recording.instant;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** {@code energy} against the sum of products of single samples. */
@ExtendWith(LakeExtension.class)
class EnergyFunctionTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 1e6;
    private static final int SAMPLES = 150_000;

    private final LakeFixture lake;

    EnergyFunctionTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void multipliesCurrentAndVoltageOfTheSameSample() throws Exception {
        UUID session = UUID.randomUUID();
        Recording current = add("product", "current", session, 50_000, block -> true);
        Recording voltage = add("product", "voltage", session, 50_000, block -> true);
        checkProduct("product", current, voltage, -1, SAMPLES + 1);
        checkProduct("product", current, voltage, 12_345, 123_456);
        checkProduct("product", current, voltage, 65_535, 65_537);
    }

    @Test
    void blocksNeedNotBeCutAlikeAndWhatOneSignalMissesIsMissing() throws Exception {
        UUID session = UUID.randomUUID();
        Recording current = add("uneven", "current", session, 30_011, block -> block != 2);
        Recording voltage = add("uneven", "voltage", session, 44_003, block -> true);
        checkProduct("uneven", current, voltage, -1, SAMPLES + 1);
        checkProduct("uneven", current, voltage, 40_000, 100_000);
    }

    @Test
    void takesPowerWhereItIsPublished() throws Exception {
        UUID both = UUID.randomUUID();
        add("power", "current", both, 50_000, block -> true);
        add("power", "voltage", both, 50_000, block -> true);
        Recording power = add("power", "power", both, 50_000, block -> true);
        Row row = energy("power", START, START + 1_000_000_000);
        double joules = 0;
        long present = 0;
        for (float sample : power.samples()) {
            joules += Float.isNaN(sample) ? 0 : sample / RATE_HZ;
            present += Float.isNaN(sample) ? 0 : 1;
        }
        assertThat(row.<String>getAs("source")).isEqualTo("power");
        assertThat(row.<Double>getAs("energy_j")).isCloseTo(joules, within(1e-12));
        assertThat(row.<Double>getAs("mean_power_w")).isCloseTo(joules * RATE_HZ / present, within(1e-9));
        assertThat(row.<Long>getAs("missing_count")).isEqualTo(SAMPLES - present);

        UUID without = UUID.randomUUID();
        Recording current = add("power", "current", without, 50_000, block -> true);
        Recording voltage = add("power", "voltage", without, 50_000, block -> true);
        Row two = energy("power", START, START + 1_000_000_000);
        assertThat(two.<String>getAs("source")).isEqualTo("current × voltage and power");
        assertThat(two.<Long>getAs("sessions")).isEqualTo(2);
        assertThat(two.<Double>getAs("energy_j"))
                .isCloseTo(joules + product(current, voltage, 0, SAMPLES).joules, within(1e-12));
    }

    @Test
    void hasAWaveformThoughNoneWasPublished() throws Exception {
        UUID session = UUID.randomUUID();
        Recording current = add("drawn", "current", session, 50_000, block -> true);
        Recording voltage = add("drawn", "voltage", session, 44_003, block -> true);
        List<Row> rows = lake.sql("SELECT * FROM waveform('drawn', 'a', 'power', '2026-01-01', '2027-01-01', 15)");
        assertThat(rows).hasSize(15);
        for (int i = 0; i < rows.size(); i++) {
            Product expected = product(current, voltage, i * 10_000, (i + 1) * 10_000);
            assertThat(rows.get(i).<Long>getAs("count")).isEqualTo(expected.present);
            assertThat(rows.get(i).<Double>getAs("mean"))
                    .isCloseTo(expected.joules * RATE_HZ / expected.present, within(1e-9));
        }
    }

    @Test
    void hasStatsThoughNoneWasPublished() throws Exception {
        UUID session = UUID.randomUUID();
        Recording current = add("summed", "current", session, 50_000, block -> true);
        Recording voltage = add("summed", "voltage", session, 44_003, block -> block != 1);
        Row row = lake.sql("SELECT * FROM stats('summed', 'a', 'power', '2026-01-01', '2027-01-01')")
                .get(0);
        Product expected = product(current, voltage, 0, SAMPLES);
        double mean = expected.joules * RATE_HZ / expected.present;
        double squares = 0;
        for (int i = 0; i < SAMPLES; i++) {
            float power = current.samples()[i] * voltage.samples()[i];
            boolean isPresent = i / 44_003 != 1 && !Float.isNaN(power);
            squares += isPresent ? (power - mean) * (power - mean) : 0;
        }
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(expected.present);
        assertThat(row.<Long>getAs("missing_count")).isEqualTo(SAMPLES - expected.present);
        assertThat(row.<Double>getAs("mean")).isCloseTo(mean, within(1e-9));
        assertThat(row.<Double>getAs("std")).isCloseTo(Math.sqrt(squares / expected.present), within(1e-9));
        assertThat(row.<Double>getAs("integral")).isCloseTo(expected.joules, within(1e-12));
        assertThat(row.<String>getAs("integral_unit")).isEqualTo("J");
    }

    @Test
    void readsNoCurrentWherePowerIsPublished() throws Exception {
        UUID session = UUID.randomUUID();
        add("energy-published", "current", session, 50_000, block -> true);
        add("energy-published", "voltage", session, 50_000, block -> true);
        add("energy-published", "power", session, 50_000, block -> true);
        String call = "SELECT * FROM energy('energy-published', 'a', '2026-01-01', '2027-01-01')";
        assertThat(BlockScans.run(ByScan.sql(lake, call))
                        .filter(scan -> BlockScans.reads(scan, "values"))
                        .mapToLong(BlockScans::files))
                .containsOnly(0L);
    }

    @Test
    void isNullWhereNothingWasMeasured() throws Exception {
        add("nothing", "power", UUID.randomUUID(), 50_000, block -> true);
        Row row = energy("nothing", START - 2_000_000_000, START - 1_000_000_000);
        assertThat(row.<Double>getAs("energy_j")).isNull();
        assertThat(row.<Double>getAs("mean_power_w")).isNull();
        assertThat(row.<Double>getAs("seconds")).isZero();
        assertThat(row.<Long>getAs("sessions")).isZero();
    }

    @Test
    void saysWhichSignalsThereAre() throws Exception {
        add("thermometer", "temperature", UUID.randomUUID(), 50_000, block -> true);
        assertThatThrownBy(() -> energy("thermometer", START, START + 1))
                .hasMessageContaining("no signal of thermometer 'power' or 'current'; there is temperature");
    }

    private void checkProduct(String device, Recording current, Recording voltage, int from, int to) {
        Row row = energy(device, START + from * 1_000L, START + to * 1_000L);
        Product expected = product(current, voltage, Math.max(from, 0), Math.min(to, SAMPLES));
        assertThat(row.<String>getAs("source")).isEqualTo("current × voltage");
        assertThat(row.<Double>getAs("energy_j")).isCloseTo(expected.joules, within(1e-12));
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(expected.present);
        assertThat(row.<Long>getAs("missing_count")).isEqualTo(to(to) - Math.max(from, 0) - expected.present);
        assertThat(row.<Double>getAs("seconds")).isCloseTo((to(to) - Math.max(from, 0)) / RATE_HZ, within(1e-12));
        assertThat(row.<Double>getAs("mean_power_w"))
                .isCloseTo(expected.joules * RATE_HZ / expected.present, within(1e-9));
    }

    private static int to(int index) {
        return Math.min(index, SAMPLES);
    }

    private record Product(double joules, long present) {}

    private static Product product(Recording current, Recording voltage, int from, int to) {
        double joules = 0;
        long present = 0;
        for (int i = from; i < to; i++) {
            boolean kept = current.isKept().test(i / current.blockSamples())
                    && voltage.isKept().test(i / voltage.blockSamples());
            double power = (double) current.samples()[i] * voltage.samples()[i];
            if (kept && !Double.isNaN(power)) {
                joules += power / RATE_HZ;
                present++;
            }
        }
        return new Product(joules, present);
    }

    private Row energy(String device, long from, long to) {
        return lake.sql("SELECT * FROM energy('%s', 'a', '%s', '%s')".formatted(device, instant(from), instant(to)))
                .get(0);
    }

    private Recording add(String device, String signal, UUID session, int blockSamples, IntPredicate isKept)
            throws Exception {
        Random random = new Random(signal.hashCode());
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextInt(1_000) == 0 ? Float.NaN : random.nextFloat() * 0.1f;
        }
        SampleStream stream = new SampleStream(device, "a", signal, TestBlocks.unit(signal), session, RATE_HZ);
        Recording recording = new Recording(stream, START, samples, blockSamples, isKept);
        LakeWriter.add(lake.blocks(), recording.blocks());
        return recording;
    }
}

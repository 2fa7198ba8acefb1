package org.joulelake.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.Product;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.verify.LakeWriter;

/** Samples of {@code power.samples} whose blocks have none. */
@ExtendWith(LakeExtension.class)
class DerivedSamplesTest {

    private static final long START = 1_767_323_045_000_000_000L;
    private static final double RATE_HZ = 1e6;
    private static final int SAMPLES = 150_000;
    private static final int[] ALIKE = {0, 65_536, 131_072, SAMPLES};

    private final LakeFixture lake;
    private final UUID session = UUID.randomUUID();
    private final float[] current = noise(1, 0.1f);
    private final float[] voltage = noise(2, 3.3f);
    private final List<Block> blocks = new ArrayList<>();

    DerivedSamplesTest(LakeFixture lake) {
        this.lake = lake;
        current[7] = Float.NaN;
        voltage[70_000] = Float.NaN;
    }

    @Test
    void eachIsTheProductOfCurrentAndVoltageBitForBit() throws Exception {
        add("alike", "a", ALIKE, ALIKE, ALIKE);

        assertThat(power("alike")).isEqualTo(expected(0, SAMPLES));
        assertThat(lake.sql("SELECT DISTINCT algorithm, unit, session FROM power.samples"
                        + " WHERE device = 'alike' AND signal = 'power'"))
                .singleElement()
                .satisfies(row -> assertThat(List.of(row.getString(0), row.getString(1), row.getString(2)))
                        .containsExactly("a", "W", session.toString()));
    }

    @Test
    void timesAreThoseOfTheBlockOfPower() throws Exception {
        add("times", "a", ALIKE, new int[] {0, 40_000, 90_000, SAMPLES}, ALIKE);

        assertThat(lake.sql("SELECT sample_index, ts_ns, unix_micros(ts) FROM power.samples"
                        + " WHERE device = 'times' AND signal = 'power' AND sample_index IN (0, 39999, 40000, 149999)"
                        + " ORDER BY sample_index"))
                .extracting(row -> row.getLong(1) - 1_000 * row.getLong(0), row -> row.getLong(2) - row.getLong(0))
                .containsOnly(tuple(START, START / 1_000));
    }

    @Test
    void blocksThatAreCutOtherwiseMeetAllTheSame() throws Exception {
        add(
                "otherwise",
                "a",
                new int[] {0, 30_000, 90_000, SAMPLES},
                new int[] {0, 65_536, 70_000, 120_000, SAMPLES},
                new int[] {0, 50_000, 100_000, SAMPLES});

        assertThat(power("otherwise")).isEqualTo(expected(0, SAMPLES));
    }

    @Test
    void whereTheLakeHasNoCurrentOrNoVoltageThereAreNoRows() throws Exception {
        add("holes", "a", ALIKE, ALIKE, ALIKE);
        lake.sql("DELETE FROM power.blocks WHERE device = 'holes' AND signal = 'voltage' AND first_sample = 65536");

        TreeMap<Long, Integer> rest = expected(0, 65_536);
        rest.putAll(expected(131_072, SAMPLES));
        assertThat(power("holes")).isEqualTo(rest);
        assertThat(lake.sql("SELECT count(*) FROM power.samples WHERE device = 'holes' AND signal = 'current'")
                        .get(0)
                        .getLong(0))
                .isEqualTo(SAMPLES);
    }

    @Test
    void anotherSessionsSamplesAreNotMultiplied() throws Exception {
        add("sessions", "a", ALIKE, ALIKE, ALIKE);
        lake.sql("UPDATE power.blocks SET session = 'other' WHERE device = 'sessions' AND signal = 'voltage'");

        assertThat(power("sessions")).isEmpty();
    }

    @Test
    void derivedSamplesHaveTheAlgorithmThatWasAssigned() throws Exception {
        add("assigned", "", ALIKE, ALIKE, ALIKE);
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES ('assigned', 'late', "
                + (START + 100_000_000L) + ")");

        assertThat(lake.sql("SELECT algorithm, count(*), min(sample_index) FROM power.samples"
                        + " WHERE device = 'assigned' AND signal = 'power' GROUP BY 1 ORDER BY 1"))
                .extracting(row -> row.getString(0), row -> row.getLong(1), row -> row.getLong(2))
                .containsExactly(tuple("late", 50_000L, 100_000L), tuple("unassigned", 100_000L, 0L));
    }

    @Test
    void powerThatWasSentStaysAsItIs() throws Exception {
        add("sent", "a", ALIKE, ALIKE, ALIKE);
        blocks.clear();
        float[] other = {1, 2, 3};
        SampleStream stream = new SampleStream("sent", "a", "power", "W", UUID.randomUUID(), RATE_HZ);
        LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, SAMPLES, START, other)));

        TreeMap<Long, Integer> all = expected(0, SAMPLES);
        for (int i = 0; i < other.length; i++) {
            all.put((long) SAMPLES + i, Float.floatToRawIntBits(other[i]));
        }
        assertThat(power("sent")).isEqualTo(all);
    }

    @Test
    void onlyQuestionsForPowerPutSignalsTogether() {
        assertThat(plan("signal = 'power'")).contains("Exchange", "collect_list");
        for (String question : List.of("signal = 'current'", "signal IN ('voltage', 'gpi[0]')", "signal <> 'power'")) {
            assertThat(plan(question)).as(question).doesNotContain("Exchange").doesNotContain("collect_list");
        }
    }

    private String plan(String condition) {
        return lake.sql("EXPLAIN FORMATTED SELECT * FROM power.samples WHERE " + condition)
                .get(0)
                .getString(0)
                .split("===== Subqueries =====")[0];
    }

    /** Adds blocks of the session, cut at these samples. */
    private void add(String device, String algorithm, int[] currentCuts, int[] voltageCuts, int[] powerCuts)
            throws Exception {
        float[] products = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            products[i] = Product.of(current[i], voltage[i]);
        }
        cut(new SampleStream(device, algorithm, "current", "A", session, RATE_HZ), current, currentCuts);
        cut(new SampleStream(device, algorithm, "voltage", "V", session, RATE_HZ), voltage, voltageCuts);
        cut(new SampleStream(device, algorithm, "power", "W", session, RATE_HZ), products, powerCuts);
        LakeWriter.add(lake.blocks(), blocks);
    }

    private void cut(SampleStream stream, float[] samples, int[] cuts) {
        for (int i = 0; i + 1 < cuts.length; i++) {
            SampleBlock block = SampleBlock.of(
                    stream, i, cuts[i], START + 1_000L * cuts[i], Arrays.copyOfRange(samples, cuts[i], cuts[i + 1]));
            blocks.add(stream.signal().equals("power") ? DerivedBlock.of(block) : block);
        }
    }

    /** Bits of the products from one sample to another. */
    private TreeMap<Long, Integer> expected(int from, int to) {
        TreeMap<Long, Integer> bits = new TreeMap<>();
        for (int i = from; i < to; i++) {
            bits.put((long) i, Float.floatToIntBits(Product.of(current[i], voltage[i])));
        }
        return bits;
    }

    /** Bits of the samples of power that the view has, NaNs made one; none is there twice. */
    private TreeMap<Long, Integer> power(String device) {
        List<Row> rows = lake.sql(
                "SELECT sample_index, value FROM power.samples WHERE device = '" + device + "' AND signal = 'power'");
        TreeMap<Long, Integer> bits = new TreeMap<>();
        rows.forEach(row -> bits.put(row.getLong(0), Float.floatToIntBits(row.getFloat(1))));
        assertThat(rows).hasSameSizeAs(bits.entrySet());
        return bits;
    }

    private static float[] noise(long seed, float scale) {
        Random random = new Random(seed);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = scale * (1 + random.nextFloat());
        }
        return samples;
    }
}

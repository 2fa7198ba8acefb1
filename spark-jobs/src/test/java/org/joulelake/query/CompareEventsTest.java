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
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.query.SampleEvents.Event;
import org.joulelake.verify.LakeWriter;

/** {@code compare} per event and per cycle against energies that are summed up sample by sample. */
@ExtendWith(LakeExtension.class)
class CompareEventsTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 1e6;
    private static final int SAMPLES = 80_000;

    private static final UUID PUBLISHED = UUID.randomUUID();
    private static final Recording TRIGGER_A = trigger("a", PUBLISHED, 31);
    private static final Recording POWER = recording("a", "power", PUBLISHED, 4_000, block -> block != 7);

    private static final UUID COMPUTED = UUID.randomUUID();
    private static final Recording TRIGGER_B = trigger("b", COMPUTED, 32);
    private static final Recording CURRENT = recording("b", "current", COMPUTED, 5_000, block -> true);
    private static final Recording VOLTAGE = recording("b", "voltage", COMPUTED, 7_000, block -> block != 2);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        for (Recording recording : List.of(TRIGGER_A, POWER, TRIGGER_B, CURRENT, VOLTAGE)) {
            LakeWriter.add(lake.blocks(), recording.blocks());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "cycle"})
    void isTheDifferenceOfWhatIsCompleteAndMissesNothing(String per) {
        Row row = compare("per => '%s', event_signal => 'gpi[0]', threshold => 0.7, release => 0.3, min_s => 0.0001"
                .formatted(per));
        IntToDoubleFunction current = all(CURRENT);
        IntToDoubleFunction voltage = all(VOLTAGE);
        double[] a = energies(per, TRIGGER_A, all(POWER));
        double[] b = energies(
                per, TRIGGER_B, index -> (float) current.applyAsDouble(index) * (float) voltage.applyAsDouble(index));
        assertThat(a).hasSizeGreaterThan(10);
        InternalRow expected = Difference.of(ArrayData.toArrayData(a), ArrayData.toArrayData(b));
        assertThat(row.<Integer>getAs("periods_a")).isEqualTo(a.length);
        assertThat(row.<Integer>getAs("periods_b")).isEqualTo(b.length);
        String[] names = {"_j", "_low_j", "_high_j", "_percent", "_low_percent", "_high_percent"};
        for (int i = 0; i < names.length; i++) {
            double value = expected.getDouble(i);
            assertThat(row.<Double>getAs("difference" + names[i]))
                    .as(names[i])
                    .isCloseTo(value, within(1e-9 * Math.abs(value)));
        }
        assertThat(row.<String>getAs("method")).contains("of energy per " + per);
        Row whole = lake.sql("SELECT * FROM energy('compare-events', 'b', '2026-01-01', '2027-01-01')")
                .get(0);
        assertThat(row.<Double>getAs("energy_b_j")).isCloseTo(whole.<Double>getAs("energy_j"), within(1e-12));
        assertThat(row.<Double>getAs("seconds_b")).isCloseTo(whole.<Double>getAs("seconds"), within(1e-12));
        assertThat(row.<Long>getAs("missing_b")).isEqualTo(whole.<Long>getAs("missing_count"));
        assertThat(row.<Double>getAs("period_s")).isNull();
    }

    @Test
    void eventsMayBeThoseOfThePowerItself() {
        Row row = lake.sql(
                        """
                        SELECT * FROM compare('compare-events', 'a', 'b', '2026-01-01', '2027-01-01', per => 'cycle',
                          event_signal => 'power', threshold => 0.6, release => 0.4)""")
                .get(0);
        List<Event> events = SampleEvents.of(POWER, Long.MIN_VALUE, Long.MAX_VALUE, 0.6f, 0.4f, 0);
        double[] a = cycles(events, all(POWER), all(POWER));
        assertThat(a).hasSizeGreaterThan(100);
        assertThat(row.<Integer>getAs("periods_a")).isEqualTo(a.length);
        assertThat(row.<Double>getAs("energy_a_j"))
                .isCloseTo(Measured.of(0, SAMPLES, all(POWER)).sum() / RATE_HZ, within(1e-12));
    }

    @Test
    void saysNothingOfADifferenceWherePowerIsInfinite() throws Exception {
        for (String algorithm : List.of("finite", "infinite")) {
            SampleStream stream = new SampleStream("infinite", algorithm, "power", "W", UUID.randomUUID(), RATE_HZ);
            float[] samples = {1, 2, 1, algorithm.equals("infinite") ? Float.POSITIVE_INFINITY : 2, 1, 2, 1, 2};
            LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, 0, START, samples)));
        }
        Row row = lake.sql(
                        "SELECT * FROM compare('infinite', 'finite', 'infinite', '2026-01-01', '2027-01-01', 0.000002)")
                .get(0);
        assertThat(row.<Double>getAs("energy_b_j")).isEqualTo(Double.POSITIVE_INFINITY);
        String[] names = {"_j", "_low_j", "_high_j", "_percent", "_low_percent", "_high_percent"};
        for (String name : names) {
            assertThat(row.<Double>getAs("difference" + name)).as(name).isNull();
        }
    }

    @Test
    void doesNotCompareDifferentUnits() throws Exception {
        for (String unit : List.of("W", "mW")) {
            SampleStream stream = new SampleStream("power-units", unit, "power", unit, UUID.randomUUID(), RATE_HZ);
            LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, 0, START, new float[] {0, 1, 0})));
        }
        assertThatThrownBy(
                        () -> lake.sql("SELECT * FROM compare('power-units', 'W', 'mW', '2026-01-01', '2027-01-01')"))
                .hasMessageContaining("is in 'mW', not in W: there is no energy in J of it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "per => 'beacon'|per of compare must be 'period', 'event' or 'cycle', not 'beacon'",
                "event_signal => 'gpi[0]'|event_signal of compare is only for per => 'event' or 'cycle'",
                "per => 'event'|threshold of compare must not be null",
                "per => 'event', threshold => 1|event_signal of compare must not be null",
                "per => 'event', period_s => 1|period_s of compare is only for per => 'period'",
                "per => 'event', threshold => 1, event_signal => 'gpi[1]'|no signal of compare-events 'gpi[1]'; there is gpi[0]"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> compare(arguments)).hasMessageContaining(message);
    }

    private static Row compare(String more) {
        return lake.sql("SELECT * FROM compare('compare-events', 'a', 'b', '2026-01-01', '2027-01-01', " + more + ")")
                .get(0);
    }

    private static double[] energies(String per, Recording trigger, IntToDoubleFunction power) {
        List<Event> events = SampleEvents.of(trigger, Long.MIN_VALUE, Long.MAX_VALUE, 0.7f, 0.3f, 0.0001);
        return per.equals("cycle")
                ? cycles(events, all(trigger), power)
                : events.stream()
                        .filter(event -> event.beginSeen() && event.endSeen())
                        .flatMap(event -> energy(event.begin(), event.end(), all(trigger), power).stream()
                                .boxed())
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    private static double[] cycles(List<Event> events, IntToDoubleFunction trigger, IntToDoubleFunction power) {
        List<Double> energies = new ArrayList<>();
        for (int i = 1; i < events.size(); i++) {
            Event event = events.get(i - 1);
            Event next = events.get(i);
            if (event.beginSeen() && next.beginSeen()) {
                energy(event.begin(), next.begin(), trigger, power).ifPresent(energies::add);
            }
        }
        return energies.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** In J; empty if a sample is missing. */
    private static OptionalDouble energy(int from, int until, IntToDoubleFunction trigger, IntToDoubleFunction power) {
        Measured measured = Measured.of(from, until, power);
        boolean full = measured.present() == until - from
                && Measured.of(from, until, trigger).present() == until - from;
        return full ? OptionalDouble.of(measured.sum() / RATE_HZ) : OptionalDouble.empty();
    }

    private static IntToDoubleFunction all(Recording recording) {
        return Measured.in(recording, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Recording trigger(String algorithm, UUID session, int seed) {
        Random random = new Random(seed);
        float[] samples = new float[SAMPLES];
        float level = 0;
        for (int i = 0; i < SAMPLES; i++) {
            level = random.nextInt(800) == 0 ? 1 - level : level;
            samples[i] = random.nextInt(8_000) == 0 ? Float.NaN : level + 0.1f * (float) random.nextGaussian();
        }
        SampleStream stream = new SampleStream("compare-events", algorithm, "gpi[0]", "", session, RATE_HZ);
        return new Recording(stream, START, samples, 6_000, block -> block != 5);
    }

    private static Recording recording(
            String algorithm, String signal, UUID session, int blockSamples, IntPredicate isKept) {
        Random random = new Random(signal.hashCode());
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = random.nextInt(9_000) == 0 ? Float.NaN : random.nextFloat();
        }
        SampleStream stream =
                new SampleStream("compare-events", algorithm, signal, TestBlocks.unit(signal), session, RATE_HZ);
        return new Recording(stream, START, samples, blockSamples, isKept);
    }
}

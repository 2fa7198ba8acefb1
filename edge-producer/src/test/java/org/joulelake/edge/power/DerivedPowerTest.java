package org.joulelake.edge.power;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.joulelake.edge.source.FakeSource;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

class DerivedPowerTest {

    private static final int MOST = 4 * 65_536;
    private static final int QUIET_NAN = 0x7FC00000;
    private static final Signal CURRENT = new Signal("current", "A", 1e6);
    private static final Signal VOLTAGE = new Signal("voltage", "V", 1e6);
    private static final Signal POWER = new Signal("power", "W", 1e6);

    @Example
    void powerIsTheProductOfEachPairOfSamples() throws IOException {
        Source source = DerivedPower.of(new FakeSource("d")
                .with(new SampleRun(CURRENT, 7, new float[] {0.1f, -2, 3e30f, 1e-30f}))
                .with(new SampleRun(VOLTAGE, 7, new float[] {3.3f, 5, 3e30f, 1e-30f})));

        assertThat(source.signals()).containsExactly(CURRENT, VOLTAGE, POWER);
        assertThat(samples(source).get(POWER))
                .containsExactlyEntriesOf(new TreeMap<>(
                        Map.of(7L, bits(0.1f * 3.3f), 8L, bits(-10), 9L, bits(Float.POSITIVE_INFINITY), 10L, bits(0))));
        assertThat(source.isDerived(POWER, 7, 11)).isTrue();
        assertThat(source.isDerived(CURRENT, 7, 11)).isFalse();
        assertThat(source.losses()).isEmpty();
    }

    @Example
    void productThatIsNoNumberIsTheUsualNan() throws IOException {
        float payload = Float.intBitsToFloat(0xFFC12345);
        Source source = DerivedPower.of(new FakeSource("d")
                .with(new SampleRun(VOLTAGE, 0, new float[] {5, payload, payload, Float.POSITIVE_INFINITY}))
                .with(new SampleRun(CURRENT, 0, new float[] {payload, 5, payload, 0})));

        assertThat(samples(source).get(POWER).values()).containsExactly(QUIET_NAN, QUIET_NAN, QUIET_NAN, QUIET_NAN);
    }

    /** Cut in any runs, in any order that does not let one signal run away, with gaps in both. */
    @Property(tries = 300)
    void powerIsThereJustWhereBothAre(@ForAll("seeds") long seed) throws IOException {
        Random random = new Random(seed);
        FakeSource fake = new FakeSource("d");
        TreeMap<Long, Integer> current = new TreeMap<>();
        TreeMap<Long, Integer> voltage = new TreeMap<>();
        for (int piece = 0; piece < 20; piece++) {
            List<SampleRun> runs = new ArrayList<>();
            long from = piece * 100L;
            runs.addAll(runs(CURRENT, from, random, current));
            runs.addAll(runs(VOLTAGE, from, random, voltage));
            merge(runs, random).forEach(fake::with);
        }
        fake.with(new SampleRun(CURRENT, 10_000, new float[1])).with(new SampleRun(VOLTAGE, 10_000, new float[1]));
        Source source = DerivedPower.of(fake);

        TreeMap<Long, Integer> expected = new TreeMap<>();
        current.keySet().stream()
                .filter(voltage::containsKey)
                .forEach(index -> expected.put(
                        index,
                        bits(Float.intBitsToFloat(current.get(index)) * Float.intBitsToFloat(voltage.get(index)))));
        expected.put(10_000L, 0);
        assertThat(samples(source).get(POWER)).isEqualTo(expected);
        long unpaired = current.size() + voltage.size() - 2L * (expected.size() - 1);
        assertThat(source.losses())
                .isEqualTo(
                        unpaired == 0
                                ? List.of()
                                : List.of(
                                        unpaired + " samples of current or voltage have none of the other beside them,"
                                                + " so there is no power"));
    }

    @Example
    void aSignalThatRunsAwayIsNotHeldForEver() throws IOException {
        FakeSource fake = new FakeSource("d");
        for (int i = 0; i < 10; i++) {
            fake.with(FakeSource.run(CURRENT, i * 65_536L, 65_536));
        }
        fake.with(FakeSource.run(VOLTAGE, 0, 10 * 65_536));
        Source source = DerivedPower.of(fake);

        assertThat(samples(source).get(POWER)).hasSize(MOST).containsKey(10 * 65_536L - 1);
        assertThat(source.losses()).singleElement().asString().startsWith(2 * 6 * 65_536 + " samples of current");
    }

    @Example
    void sourcesWithoutCurrentAndVoltageOfOneRateStayAsTheyAre() {
        for (Source source : List.of(
                new FakeSource("none"),
                new FakeSource("current").with(FakeSource.run(CURRENT, 0, 1)),
                with(new Signal("voltage", "V", 2e6)),
                with(new Signal("voltage", "mV", 1e6)),
                new FakeSource("other power")
                        .with(FakeSource.run(CURRENT, 0, 1))
                        .with(FakeSource.run(VOLTAGE, 0, 1))
                        .with(FakeSource.run(new Signal("power", "mW", 1e6), 0, 1)))) {
            assertThat(DerivedPower.of(source)).as(source.device()).isSameAs(source);
        }
    }

    private static FakeSource with(Signal voltage) {
        return new FakeSource(voltage.toString())
                .with(FakeSource.run(CURRENT, 0, 1))
                .with(FakeSource.run(voltage, 0, 1));
    }

    @Example
    void publishedPowerThatIsTheProductIsDerivedWhereverItComes() throws IOException {
        float[] current = {1, 2, 3, 4};
        float[] voltage = {5, 5, Float.NaN, 5};
        float[] power = {5, 10, Float.NaN, 20};
        List<SampleRun> runs = List.of(
                new SampleRun(CURRENT, 0, current),
                new SampleRun(VOLTAGE, 0, voltage),
                new SampleRun(POWER, 0, Arrays.copyOf(power, 1)),
                new SampleRun(POWER, 1, Arrays.copyOfRange(power, 1, 4)));
        for (int[] order : new int[][] {{0, 1, 2, 3}, {2, 3, 0, 1}, {2, 0, 3, 1}, {1, 2, 3, 0}}) {
            FakeSource fake = new FakeSource("d");
            Arrays.stream(order).mapToObj(runs::get).forEach(fake::with);
            Source source = DerivedPower.of(fake);

            assertThat(source.signals()).hasSize(3);
            assertThat(samples(source).get(POWER).values())
                    .as("%s", Arrays.toString(order))
                    .containsExactly(bits(5), bits(10), QUIET_NAN, bits(20));
            assertThat(source.isDerived(POWER, 0, 4)).isTrue();
            assertThat(source.isDerived(VOLTAGE, 0, 4)).isFalse();
            assertThat(source.isDerived(POWER, 0, 5))
                    .as("a sample that was not there")
                    .isFalse();
        }
    }

    @Example
    void publishedPowerThatDiffersInOneBitIsNotDerived() throws IOException {
        for (float other : new float[] {Math.nextUp(10f), -10, Float.intBitsToFloat(0x7FC00001)}) {
            Source source = DerivedPower.of(new FakeSource("d")
                    .with(new SampleRun(CURRENT, 0, new float[] {1, 2, 3, 4}))
                    .with(new SampleRun(VOLTAGE, 0, new float[] {5, 5, 5, 5}))
                    .with(new SampleRun(POWER, 0, new float[] {5, other, 15, 20})));

            assertThat(samples(source).get(POWER).values())
                    .containsExactly(bits(5), Float.floatToRawIntBits(other), bits(15), bits(20));
            assertThat(source.isDerived(POWER, 0, 4)).isFalse();
            assertThat(source.isDerived(POWER, 1, 2)).isFalse();
            assertThat(source.isDerived(POWER, 2, 4))
                    .as("behind the difference")
                    .isTrue();
        }
    }

    @Example
    void publishedPowerWithoutAProductIsNotDerivedAndNotLost() throws IOException {
        Source source = DerivedPower.of(new FakeSource("d")
                .with(new SampleRun(CURRENT, 0, new float[] {1, 2}))
                .with(new SampleRun(VOLTAGE, 0, new float[] {5, 5}))
                .with(new SampleRun(POWER, 0, new float[] {5, 10, 15, 20}))
                .with(new SampleRun(CURRENT, 3, new float[] {4, 5}))
                .with(new SampleRun(VOLTAGE, 3, new float[] {5, 5}))
                .with(new SampleRun(POWER, 4, new float[] {25, 30})));

        assertThat(samples(source).get(POWER).values())
                .containsExactly(bits(5), bits(10), bits(15), bits(20), bits(25), bits(30));
        assertThat(source.isDerived(POWER, 0, 3)).isFalse();
        assertThat(source.isDerived(POWER, 4, 6))
                .as("the last sample has no product")
                .isFalse();
    }

    @Example
    void publishedPowerThatWaitsInVainGoesAsItIs() throws IOException {
        FakeSource fake = new FakeSource("d")
                .with(new SampleRun(CURRENT, 0, new float[] {1}))
                .with(new SampleRun(VOLTAGE, 0, new float[] {1}));
        for (int i = 0; i < 10; i++) {
            fake.with(FakeSource.run(POWER, i * 65_536L, 65_536));
        }
        Source source = DerivedPower.of(fake);
        source.next();
        source.next();

        long handedOut = 0;
        for (int i = 0; i < 5; i++) {
            handedOut += source.next().orElseThrow().samples().length;
        }

        assertThat(handedOut).as("samples before the source ended").isEqualTo(5 * 65_536);
        assertThat(source.isDerived(POWER, 65_536, 2 * 65_536)).isFalse();
        assertThat(samples(source).get(POWER)).hasSize(5 * 65_536);
    }

    @Example
    void whatIsHeldBackIsHandedOutWhenNobodyReadsOn() throws IOException {
        Source made = DerivedPower.of(new FakeSource("d")
                .with(new SampleRun(CURRENT, 0, new float[] {1, 2}))
                .with(new SampleRun(VOLTAGE, 0, new float[] {5, 5})));
        made.next();
        made.next();
        assertThat(made.heldBack().orElseThrow().samples()).containsExactly(5, 10);
        assertThat(made.heldBack()).isEmpty();

        Source compared = DerivedPower.of(new FakeSource("d")
                .with(new SampleRun(POWER, 0, new float[] {5, 10}))
                .with(new SampleRun(CURRENT, 0, new float[] {1, 2}))
                .with(new SampleRun(VOLTAGE, 0, new float[] {5, 5})));
        assertThat(compared.next().orElseThrow().signal()).isEqualTo(CURRENT);
        assertThat(compared.heldBack().orElseThrow().samples()).containsExactly(5, 10);
        assertThat(compared.isDerived(POWER, 0, 2)).isFalse();
    }

    @Example
    void timesOfPowerAreThoseOfCurrent() {
        Source source = DerivedPower.of(with(VOLTAGE));
        assertThat(source.nanosAt(POWER, 12_345)).isEqualTo(source.nanosAt(CURRENT, 12_345));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** Runs of a signal in a hundred samples from an index on, of which some are not there. */
    private static List<SampleRun> runs(Signal signal, long from, Random random, TreeMap<Long, Integer> all) {
        List<SampleRun> runs = new ArrayList<>();
        int at = 0;
        while (at < 100) {
            int length = Math.min(100 - at, 1 + random.nextInt(60));
            if (random.nextInt(4) > 0) {
                float[] samples = new float[length];
                for (int i = 0; i < length; i++) {
                    samples[i] = random.nextFloat() - 0.5f;
                    all.put(from + at + i, bits(samples[i]));
                }
                runs.add(new SampleRun(signal, from + at, samples));
            }
            at += length;
        }
        return runs;
    }

    /** The runs of both signals, each signal's in their order. */
    private static List<SampleRun> merge(List<SampleRun> runs, Random random) {
        List<SampleRun> left = new ArrayList<>(
                runs.stream().filter(run -> run.signal().equals(CURRENT)).toList());
        List<SampleRun> right = new ArrayList<>(
                runs.stream().filter(run -> run.signal().equals(VOLTAGE)).toList());
        List<SampleRun> merged = new ArrayList<>();
        while (!left.isEmpty() || !right.isEmpty()) {
            boolean fromLeft = right.isEmpty() || !left.isEmpty() && random.nextBoolean();
            merged.add(fromLeft ? left.remove(0) : right.remove(0));
        }
        return merged;
    }

    /** Bits of the samples that a source hands out, by signal and index; none comes twice or out of order. */
    private static Map<Signal, TreeMap<Long, Integer>> samples(Source source) throws IOException {
        Map<Signal, TreeMap<Long, Integer>> samples = new HashMap<>();
        for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
            TreeMap<Long, Integer> ofSignal = samples.computeIfAbsent(run.get().signal(), signal -> new TreeMap<>());
            for (int i = 0; i < run.get().samples().length; i++) {
                long index = run.get().firstSample() + i;
                assertThat(ofSignal.isEmpty() || ofSignal.lastKey() < index).isTrue();
                ofSignal.put(index, Float.floatToRawIntBits(run.get().samples()[i]));
            }
        }
        return samples;
    }

    private static int bits(float sample) {
        return Float.floatToRawIntBits(sample);
    }
}

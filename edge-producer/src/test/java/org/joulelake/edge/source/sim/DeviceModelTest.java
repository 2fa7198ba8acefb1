package org.joulelake.edge.source.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.joulelake.block.SamplesChecksum;

class DeviceModelTest {

    private static final int BLOCK_SAMPLES = 65_536;

    /** Breaks when the model changes, on purpose or not, and when a machine computes otherwise than the others. */
    @ParameterizedTest
    @CsvSource({"baseline, cccb304f, 94583204", "dvfs-sleep, 79b9c5ac, 01840162", "race-to-idle, 4a09d716, 45141ffc"})
    void theSamplesAreTheSameOnEveryMachine(String algorithm, String currentCrc, String voltageCrc) {
        Capture capture = Capture.of("SIM-0001", "rate=2M,seconds=0.25,algorithm=" + algorithm);

        assertThat(crc(capture, "current")).isEqualTo(currentCrc);
        assertThat(crc(capture, "voltage")).isEqualTo(voltageCrc);
    }

    @ParameterizedTest
    @CsvSource({"SIM-0001, 0", "SIM-0002, 0", "SIM-0001, 1"})
    void algorithmsSaveWhatTheyClaim(String device, long seed) {
        double baseline = joules(device, "seed=" + seed + ",algorithm=baseline");
        double dvfsSleep = joules(device, "seed=" + seed + ",algorithm=dvfs-sleep");
        double raceToIdle = joules(device, "seed=" + seed + ",algorithm=race-to-idle");

        assertThat(1 - dvfsSleep / baseline).isBetween(0.22, 0.26);
        assertThat(1 - raceToIdle / baseline).isBetween(0.06, 0.10);
    }

    @Test
    void devicesDifferByAFewPercent() {
        DoubleSummaryStatistics joules = IntStream.range(0, 8)
                .mapToDouble(i -> joules("SIM-000" + i, "seed=1"))
                .summaryStatistics();

        assertThat(joules.getMax() / joules.getMin()).isBetween(1.01, 1.10);
    }

    @Test
    void energyDoesNotDependOnTheRate() {
        double fast = joules("SIM-0001", "rate=1M");

        assertThat(joules("SIM-0001", "rate=50k")).isCloseTo(fast, within(0.003 * fast));
    }

    @Test
    void algorithmsWakeAtTheSameTimesAndSeedsAtOthers() {
        long[] baseline = wakeUps("seed=1,algorithm=baseline");

        assertThat(baseline).hasSize(10);
        assertThat(wakeUps("seed=1,algorithm=dvfs-sleep")).isEqualTo(baseline);
        assertThat(wakeUps("seed=2,algorithm=baseline")).hasSize(10).doesNotContain(baseline);
    }

    @Test
    void theLoadSleepsAtMicroamperesAndTheVoltageDroopsWhenItSends() {
        Capture capture = Capture.of("SIM-0001", "rate=100k,seconds=1");
        float[] current = capture.samples("current");
        float[] voltage = capture.samples("voltage");
        float[] event = capture.samples("gpi[0]");
        for (int i = 0; i < current.length; i++) {
            boolean awake = event[i] == 1;
            assertThat(current[i]).isBetween(awake ? 0.9e-3f : 3e-6f, awake ? 30e-3f : 6e-6f);
            assertThat(voltage[i]).isBetween(awake ? 3.1f : 3.25f, 3.35f);
            if (current[i] > 14e-3f) {
                assertThat(voltage[i]).isLessThan(3.27f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "dvfs-sleep", "race-to-idle"})
    void aBlockHasAtMostSomeThousandDistinctValues(String algorithm) {
        for (String rate : new String[] {"2M", "1k"}) {
            Capture capture = Capture.of(
                    "SIM-0001",
                    "seconds=" + (rate.equals("2M") ? 1 : 140) + ",rate=" + rate + ",algorithm=" + algorithm);

            assertThat(mostDistinctInABlock(capture.samples("current"))).isBetween(1_000, 4_096);
            assertThat(mostDistinctInABlock(capture.samples("voltage"))).isBetween(50, 200);
            assertThat(mostDistinctInABlock(capture.samples("current_range"))).isBetween(2, 7);
            assertThat(mostDistinctInABlock(capture.samples("gpi[0]"))).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 180e-3", "3, 18e-3", "4, 1.8e-3", "6, 18e-6"})
    void samplesOfARangeLieOnItsLattice(int range, double fullScaleAmperes) {
        Capture capture = Capture.of("SIM-0001", "rate=2M,seconds=0.5");
        SortedSet<Float> values = distinctInRange(capture, range);
        double gain = 1.005 * fullScaleAmperes / 14_000;
        float previous = values.first();

        assertThat(values).hasSizeGreaterThan(20);
        for (float value : values.tailSet(Math.nextUp(previous))) {
            double steps = (value - previous) / gain;
            assertThat(steps).isCloseTo(Math.rint(steps), within(0.012 * Math.max(1, Math.rint(steps))));
            assertThat(steps).isGreaterThan(0.98);
            previous = value;
        }
    }

    private static String crc(Capture capture, String signal) {
        return String.format("%08x", SamplesChecksum.of(capture.samples(signal)));
    }

    private static double joules(String device, String options) {
        SimulatedSource source = Capture.of(device, options + ",seconds=3").source();
        return source.trueEnergyJoules();
    }

    private static long[] wakeUps(String options) {
        float[] event = Capture.of("SIM-0001", "rate=1M,seconds=1," + options).samples("gpi[0]");
        return LongStream.range(1, event.length)
                .filter(i -> event[(int) i] > event[(int) i - 1])
                .toArray();
    }

    private static int mostDistinctInABlock(float[] samples) {
        int most = 0;
        for (int from = 0; from + BLOCK_SAMPLES <= samples.length; from += BLOCK_SAMPLES) {
            float[] block = Arrays.copyOfRange(samples, from, from + BLOCK_SAMPLES);
            Arrays.sort(block);
            int distinct = 1;
            for (int i = 1; i < block.length; i++) {
                distinct += block[i] == block[i - 1] ? 0 : 1;
            }
            most = Math.max(most, distinct);
        }
        return most;
    }

    private static SortedSet<Float> distinctInRange(Capture capture, int range) {
        float[] current = capture.samples("current");
        float[] ranges = capture.samples("current_range");
        SortedSet<Float> values = new TreeSet<>();
        for (int i = 0; i < current.length; i++) {
            if (ranges[i] == range) {
                values.add(current[i]);
            }
        }
        return values;
    }
}

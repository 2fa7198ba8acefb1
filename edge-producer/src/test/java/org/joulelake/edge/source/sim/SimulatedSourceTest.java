package org.joulelake.edge.source.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

class SimulatedSourceTest {

    private static final List<String> EVERY_SIGNAL = List.of("current", "voltage", "power", "current_range", "gpi[0]");

    private static SimulatedSource source(String text, String... signals) {
        return new SimulatedSource(SimulationSpec.parse(text), Set.of(signals));
    }

    @Test
    void currentAndVoltageAreHandedOutUnlessOthersAreAskedFor() {
        SimulatedSource source = source("SIM-0001,rate=2M,seconds=0.001");

        assertThat(source.device()).isEqualTo("SIM-0001");
        assertThat(source.signals())
                .containsExactly(new Signal("current", "A", 2_000_000), new Signal("voltage", "V", 2_000_000));
        assertThat(Capture.of(source).runs()).extracting(SampleRun::signal).isEqualTo(source.signals());
    }

    @Test
    void theSignalsAskedForAreHandedOutWithTheirUnits() {
        assertThat(source("A", "gpi[0]", "current_range", "power").signals())
                .containsExactly(
                        new Signal("power", "W", 1_000_000),
                        new Signal("current_range", "", 1_000_000),
                        new Signal("gpi[0]", "", 1_000_000));
    }

    @Test
    void anUnknownSignalIsAnsweredWithTheSignalsThatExist() {
        assertThatThrownBy(() -> source("SIM-0001", "current", "gpi[1]"))
                .isInstanceOf(CommandException.class)
                .hasMessage("sim:SIM-0001 has no signal 'gpi[1]'; its signals are"
                        + " current, voltage, power, current_range, gpi[0]");
    }

    @Test
    void signalsTakeTurnsWithTheSameSamples() {
        List<SampleRun> runs = Capture.of("SIM-0001", "seconds=0.05").runs();

        assertThat(runs).hasSize(7 * EVERY_SIGNAL.size());
        long expectedFirst = 0;
        for (int turn = 0; turn < runs.size(); turn += EVERY_SIGNAL.size()) {
            List<SampleRun> ofTurn = runs.subList(turn, turn + EVERY_SIGNAL.size());
            assertThat(ofTurn).extracting(run -> run.signal().name()).isEqualTo(EVERY_SIGNAL);
            assertThat(ofTurn).extracting(SampleRun::firstSample).containsOnly(expectedFirst);
            assertThat(ofTurn).extracting(run -> run.samples().length).containsOnly(turn < 30 ? 8_192 : 848);
            expectedFirst += ofTurn.get(0).samples().length;
        }
        assertThat(expectedFirst).isEqualTo(50_000);
    }

    @Test
    void anEndedSourceStaysAtItsEnd() {
        SimulatedSource source = Capture.of("A", "seconds=0.001").source();

        assertThat(source.next()).isEmpty();
        assertThat(source.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 8_191, 16_384, 100_000})
    void samplesDoNotDependOnTheSizeOfTheRuns(int chunkSamples) {
        String options = "rate=200k,seconds=0.3,gap=20000-20017,nan=30000-30100";
        Capture expected = Capture.of("SIM-0001", options);
        Capture actual = Capture.ofChunks("SIM-0001", options, chunkSamples);

        for (String signal : EVERY_SIGNAL) {
            assertThat(bits(actual.samples(signal))).as(signal).isEqualTo(bits(expected.samples(signal)));
        }
        assertThat(actual.source().trueSampleCount())
                .isEqualTo(expected.source().trueSampleCount());
        assertThat(actual.source().trueEnergyJoules())
                .isCloseTo(
                        expected.source().trueEnergyJoules(),
                        within(1e-13 * expected.source().trueEnergyJoules()));
    }

    @Test
    void samplesDoNotDependOnTheSignalsAskedFor() {
        Capture all = Capture.of("A", "seconds=0.02,seed=1");
        Capture one = Capture.of(source("A,seconds=0.02,seed=1", "voltage"));

        assertThat(bits(one.samples("voltage"))).isEqualTo(bits(all.samples("voltage")));
        assertThat(one.runs("current")).isEmpty();
    }

    @Test
    void powerIsTheRoundedProductOfCurrentAndVoltage() {
        Capture capture = Capture.of("SIM-0001", "seconds=0.1,nan=5-10");
        float[] current = capture.samples("current");
        float[] voltage = capture.samples("voltage");
        float[] expected = new float[current.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) ((double) current[i] * (double) voltage[i]);
        }

        assertThat(bits(capture.samples("power"))).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rate=1M,seconds=0.3", "rate=1,seconds=300", "rate=2M,seconds=0.2,gap=1-77777,nan=80000-90000"})
    void trueEnergyAgreesWithTheExactSumOfWhatWasHandedOut(String options) {
        Capture capture = Capture.of("SIM-0001", options);
        float[] current = capture.samples("current");
        float[] voltage = capture.samples("voltage");
        BigDecimal powerSum = BigDecimal.ZERO;
        long present = 0;
        for (int i = 0; i < current.length; i++) {
            if (!Float.isNaN(current[i])) {
                powerSum = powerSum.add(new BigDecimal(current[i]).multiply(new BigDecimal(voltage[i])));
                present++;
            }
        }
        double joules = powerSum.doubleValue() / capture.source().spec().rateHz();

        assertThat(capture.source().trueSampleCount()).isEqualTo(present);
        assertThat(capture.source().trueEnergyJoules()).isPositive().isCloseTo(joules, within(1e-13 * joules));
    }

    @Test
    void trueEnergyIsKnownWhateverIsSelected() {
        SimulatedSource marker = source("A,seconds=0.05,seed=1", "gpi[0]");
        SimulatedSource all = Capture.of("A", "seconds=0.05,seed=1").source();
        Capture.of(marker);

        assertThat(marker.trueEnergyJoules()).isEqualTo(all.trueEnergyJoules());
        assertThat(marker.trueSampleCount()).isEqualTo(50_000);
    }

    @Test
    void trueEnergyCountsATurnOnceAllItsSignalsAreHandedOut() {
        SimulatedSource source = source("A,seconds=1", "current", "voltage");

        source.next();
        assertThat(source.trueSampleCount()).isZero();
        assertThat(source.trueEnergyJoules()).isZero();
        source.next();
        assertThat(source.trueSampleCount()).isEqualTo(8_192);
        assertThat(source.trueEnergyJoules()).isPositive();
    }

    @Test
    void gapsAreNotHandedOutAndTheRestStaysInPlace() {
        Capture whole = Capture.of("A", "rate=100k,seconds=0.3,seed=1");
        Capture gapped = Capture.of("A", "rate=100k,seconds=0.3,seed=1,gap=0-5,gap=9000-20001,gap=15000-21000");
        List<SampleRun> runs = gapped.runs("voltage");

        assertThat(runs).extracting(SampleRun::firstSample).containsExactly(5L, 8_197L, 21_000L, 29_192L);
        assertThat(runs).extracting(run -> run.samples().length).containsExactly(8_192, 803, 8_192, 808);
        float[] expected = whole.samples("voltage");
        for (SampleRun run : runs) {
            int first = (int) run.firstSample();
            assertThat(bits(run.samples()))
                    .isEqualTo(bits(Arrays.copyOfRange(expected, first, first + run.samples().length)));
        }
    }

    @Test
    void aGapThatReachesBeyondTheEndEndsTheSource() {
        Capture capture = Capture.of("A", "rate=1k,seconds=1,gap=400-999999999999999999");

        assertThat(capture.samples("current")).hasSize(400);
        assertThat(capture.source().losses()).containsExactly("samples 400 to 999 do not exist");
    }

    @Test
    void missingSamplesAreNanInEverySignalAndNowhereElse() {
        Capture whole = Capture.of("A", "rate=100k,seconds=0.3,seed=1");
        Capture holed = Capture.of("A", "rate=100k,seconds=0.3,seed=1,nan=8000-8500,nan=8400-17000");

        for (String signal : EVERY_SIGNAL) {
            float[] expected = whole.samples(signal);
            Arrays.fill(expected, 8_000, 17_000, Float.NaN);
            assertThat(bits(holed.samples(signal))).as(signal).isEqualTo(bits(expected));
        }
        assertThat(holed.source().trueSampleCount()).isEqualTo(30_000 - 9_000);
    }

    @Test
    void lossesAreToldOnceTheyAreReached() {
        SimulatedSource source = source("A,rate=1M,seconds=0.1,gap=100-200,nan=90000-95000");

        assertThat(source.losses()).isEmpty();
        Capture.of(source);
        assertThat(source.losses())
                .containsExactly("samples 100 to 199 do not exist", "samples 90000 to 94999 are missing");
    }

    @Test
    void timeCountsFromTheStart() {
        SimulatedSource source = source("A,rate=2M,seconds=forever,start=2026-01-01T00:00:00.000000001Z");
        Signal current = source.signals().get(0);
        long startNanos = 1_767_225_600_000_000_001L;

        assertThat(source.nanosAt(current, 0)).isEqualTo(startNanos);
        assertThat(source.nanosAt(current, 3)).isEqualTo(startNanos + 1_500);
        assertThat(source.nanosAt(current, 10_000_000_000_001L)).isEqualTo(startNanos + 5_000_000_000_000_500L);
    }

    @Test
    void arraysBelongToTheReceiver() {
        SimulatedSource spoilt = source("A,seconds=0.03,seed=1", "current", "voltage", "power");
        SimulatedSource clean = source("A,seconds=0.03,seed=1", "current", "voltage", "power");
        Capture expected = Capture.of(clean);
        for (SampleRun run : expected.runs()) {
            SampleRun other = spoilt.next().orElseThrow();
            assertThat(bits(other.samples())).isEqualTo(bits(run.samples()));
            Arrays.fill(other.samples(), 1e9f);
        }

        assertThat(spoilt.trueEnergyJoules()).isEqualTo(clean.trueEnergyJoules());
    }

    private static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(samples[i]);
        }
        return bits;
    }
}

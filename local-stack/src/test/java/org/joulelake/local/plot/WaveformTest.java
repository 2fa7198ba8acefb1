package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.local.plot.TestWaveforms.START;
import static org.joulelake.local.plot.TestWaveforms.window;

import org.junit.jupiter.api.Test;

import java.util.List;

class WaveformTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void aHoleIsWhereASampleOrMoreHasRoom() {
        // Windows of ten samples of 500 ns, 499 and 500 ns apart.
        Waveform waveform =
                TestWaveforms.of(window(0, 5_000, 10, 0), window(5_400, 10_400, 10, 0), window(10_900, 15_900, 10, 0));
        assertThat(waveform.holes()).containsExactly(500L);
        assertThat(waveform.stretches())
                .as("a clock that drifts by less than a sample makes no hole")
                .containsExactly(
                        List.of(window(0, 5_400, 10, 0), window(5_400, 10_400, 10, 0)),
                        List.of(window(10_900, 15_900, 10, 0)));
    }

    @Test
    void aHoleIsSeenWhereTimesAreRoundedTowardsIt() {
        // At 3 MHz a sample lasts 333⅓ ns; one is missing.
        Waveform waveform = TestWaveforms.of(window(0, 667, 2, 0), window(1_000, 1_667, 2, 0));
        assertThat(waveform.holes()).containsExactly(333L);
    }

    @Test
    void timesThatAreRoundedApartAreNoHole() {
        // Samples of 2 ns each.
        Waveform waveform = TestWaveforms.of(window(0, 20, 10, 0), window(21, 41, 10, 0));
        assertThat(waveform.holes()).isEmpty();
    }

    @Test
    void missingSamplesWithinAWindowAreNoHoleButCounted() {
        Waveform waveform = TestWaveforms.of(window(0, 10_000, 3, 7), window(10_000, 20_000, 10, 0));
        assertThat(waveform.holes()).isEmpty();
        assertThat(waveform.missing()).isEqualTo(7);
        assertThat(waveform.stretches()).hasSize(1);
    }

    @Test
    void windowsWithoutFiniteSamplesAreNotDrawn() {
        Window nothing = new Window(START + 1_000, START + 2_000, Double.NaN, Double.NaN, Double.NaN, 0, 10);
        Window infinite = new Window(START + 3_000, START + 4_000, 1, INFINITE, INFINITE, 10, 0);
        Waveform waveform = TestWaveforms.of(
                window(0, 1_000, 10, 0), nothing, window(2_000, 3_000, 10, 0), infinite, window(4_000, 5_000, 10, 0));
        assertThat(waveform.stretches())
                .containsExactly(
                        List.of(window(0, 1_000, 10, 0)),
                        List.of(window(2_000, 3_000, 10, 0)),
                        List.of(window(4_000, 5_000, 10, 0)));
        assertThat(waveform.max()).isEqualTo(3);
        assertThat(nothing.isInfinite()).isFalse();
        assertThat(infinite.isInfinite()).isTrue();
    }

    @Test
    void theMeanIsThatOfSamplesNotOfWindows() {
        Waveform waveform = TestWaveforms.of(
                new Window(START, START + 10, 0, 0, 1, 1, 0), new Window(START + 10, START + 40, 0, 0, 5, 3, 0));
        assertThat(waveform.mean()).isEqualTo(4);
    }
}

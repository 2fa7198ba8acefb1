package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.local.plot.TestWaveforms.START;

import org.junit.jupiter.api.Test;

import java.util.List;

import org.joulelake.cli.CommandException;

class AlignmentTest {

    private static final long SECOND = 1_000_000_000;
    private static final Waveform ONE = TestWaveforms.of("one", START, 100, 1, i -> true);

    @Test
    void whatRanAtTheSameTimeIsOnTheClock() {
        assertThat(Alignment.of(List.of(ONE))).isEqualTo(Alignment.CLOCK);
        Waveform overlapping = TestWaveforms.of("two", START + 99_000_000, 100, 1, i -> true);
        assertThat(Alignment.of(List.of(ONE, overlapping))).isEqualTo(Alignment.CLOCK);
        assertThat(Alignment.of(List.of(overlapping, ONE))).isEqualTo(Alignment.CLOCK);
    }

    @Test
    void whatRanOneAfterTheOtherBeginsTogether() {
        Waveform later = TestWaveforms.of("two", START + SECOND, 100, 1, i -> true);
        assertThat(Alignment.of(List.of(ONE, later))).isEqualTo(Alignment.START);
        assertThat(Alignment.of(List.of(later, ONE))).isEqualTo(Alignment.START);
        Waveform atOnce = TestWaveforms.of("two", START + 100_000_000, 100, 1, i -> true);
        assertThat(Alignment.of(List.of(ONE, atOnce))).isEqualTo(Alignment.START);
    }

    @Test
    void whoTookTurnsIsAsked() {
        Waveform even = TestWaveforms.of("even", START, 100, 1, i -> i / 10 % 2 == 0);
        Waveform odd = TestWaveforms.of("odd", START, 100, 1, i -> i / 10 % 2 == 1);
        assertThatThrownBy(() -> Alignment.of(List.of(odd, even)))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(
                        "odd and even took turns between 2026-01-02T03:04:05.123456789Z and 2026-01-02T03:04:05.223456789Z")
                .hasMessageContaining("--align clock")
                .hasMessageContaining("--align start");
    }
}

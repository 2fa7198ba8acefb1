package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.joulelake.local.plot.TestWaveforms.START;
import static org.joulelake.local.plot.TestWaveforms.window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TimeAxisTest {

    @ParameterizedTest
    @CsvSource({
        "1500, ns since 2026-01-02T03:04:05.123456Z, 789, 2289",
        "4000, µs since 2026-01-02T03:04:05.123Z, 456.789, 460.789",
        "1500000000, ms since 2026-01-02T03:04:05Z, 123.456789, 1623.456789",
        "3000000000, s since 2026-01-02T03:04:00Z, 5.123456789, 8.123456789"
    })
    void numbersOnTheClockCountFromARoundTime(long nanos, String label, double first, double last) {
        TimeAxis axis = TimeAxis.of(Alignment.CLOCK, List.of(TestWaveforms.of(window(0, nanos, 1, 0))));
        assertThat(axis.label()).isEqualTo(label);
        assertThat(axis.first()).isCloseTo(first, within(1e-9));
        assertThat(axis.last()).isCloseTo(last, within(1e-9));
    }

    @Test
    void minutesAndMoreOnTheClockAreTimesOfTheDay() {
        TimeAxis axis = TimeAxis.of(Alignment.CLOCK, List.of(TestWaveforms.of(window(0, 120_000_000_000L, 1, 0))));
        assertThat(axis.isCalendar()).isTrue();
        assertThat(axis.label()).isEqualTo("time of day in UTC, from 2026-01-02");
        assertThat(axis.first()).isCloseTo(START / 1e6, within(1e-3));
    }

    @Test
    void thoseThatBeginTogetherSayWhenEachBegan() {
        Waveform one = TestWaveforms.of("one", START, 10, 1, i -> true);
        Waveform two = TestWaveforms.of("two", START + 1_000_000_000, 20, 1, i -> true);
        TimeAxis axis = TimeAxis.of(Alignment.START, List.of(one, two));
        assertThat(axis.label())
                .isEqualTo("ms since the first sample of each: one 2026-01-02T03:04:05.123456789Z,"
                        + " two 2026-01-02T03:04:06.123456789Z");
        assertThat(axis.position(one, one.fromNanos())).isZero();
        assertThat(axis.position(two, two.fromNanos())).isZero();
        assertThat(axis.last()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "12500000, 12.50 ms",
        "119999000000, 120.0 s",
        "200000000000, 3 min 20 s",
        "5400000000000, 1 h 30 min",
        "180000000000000, 2 d 2 h"
    })
    void lengthsOfTimeAreForPeople(long nanos, String text) {
        assertThat(Durations.format(nanos)).isEqualTo(text);
    }
}

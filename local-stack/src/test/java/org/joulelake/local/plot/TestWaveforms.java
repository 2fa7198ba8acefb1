package org.joulelake.local.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Waveforms and figures for tests. */
final class TestWaveforms {

    /** 2026-01-02T03:04:05.123456789Z, in nanoseconds since the Unix epoch. */
    static final long START = 1_767_323_045_123_456_789L;

    private TestWaveforms() {}

    /** Windows of a hundred samples of 10 µs each, about a level; some are not there. */
    static Waveform of(String algorithm, long startNanos, int windows, double level, IntPredicate isThere) {
        List<Window> there = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            if (isThere.test(i)) {
                long from = startNanos + i * 1_000_000L;
                double mean = level * (1 + i % 7 * 0.01);
                there.add(new Window(from, from + 1_000_000, mean * 0.8, mean * 1.3, mean, 100, 0));
            }
        }
        return new Waveform(algorithm, there);
    }

    static Waveform of(Window... windows) {
        return new Waveform("a", List.of(windows));
    }

    /** A window of so many samples with values that do not matter. */
    static Window window(long fromNanos, long untilNanos, long count, long missing) {
        return new Window(START + fromNanos, START + untilNanos, 1, 3, 2, count, missing);
    }

    /** A figure of currents in A. */
    static Figure figure(Waveform... waveforms) {
        List<Waveform> all = List.of(waveforms);
        return new Figure(
                "Current of JS220 <1>",
                "current",
                "A",
                TimeAxis.of(Alignment.CLOCK, all),
                all.stream()
                        .map(waveform -> new Figure.Curve(waveform, waveform.algorithm() + ": a legend & more"))
                        .toList(),
                List.of("a note"));
    }
}

package org.joulelake.local.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a signal did while one algorithm ran.
 *
 * @param algorithm name of the algorithm
 * @param windows at least one, the oldest first; they do not overlap
 */
record Waveform(String algorithm, List<Window> windows) {

    /** Time of the first sample, in nanoseconds since the Unix epoch. */
    long fromNanos() {
        return windows.get(0).fromNanos();
    }

    /** Time of the sample after the last. */
    long untilNanos() {
        return windows.get(windows.size() - 1).untilNanos();
    }

    /** Samples that are there. */
    long count() {
        return windows.stream().mapToLong(Window::count).sum();
    }

    /** Samples that are missing within windows; those of holes are not known. */
    long missing() {
        return windows.stream().mapToLong(Window::missing).sum();
    }

    /** Mean of all samples; NaN if there are none. */
    double mean() {
        double sum = windows.stream()
                .filter(window -> window.count() > 0)
                .mapToDouble(window -> window.mean() * window.count())
                .sum();
        return sum / count();
    }

    /** Least sample that a picture can show; NaN if there is none. */
    double min() {
        return shown(Window::min).min().orElse(Double.NaN);
    }

    /** Greatest sample that a picture can show; NaN if there is none. */
    double max() {
        return shown(Window::max).max().orElse(Double.NaN);
    }

    private DoubleStream shown(ToDoubleFunction<Window> figure) {
        return windows.stream().filter(Window::isFinite).mapToDouble(figure);
    }

    /** Lengths of the times between windows in which there is no sample, in nanoseconds. */
    List<Long> holes() {
        List<Long> holes = new ArrayList<>();
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i - 1).isBeforeHole(windows.get(i))) {
                holes.add(windows.get(i).fromNanos() - windows.get(i - 1).untilNanos());
            }
        }
        return holes;
    }

    /** Runs of windows with samples and without a hole between them, each of which lasts until the next one begins. */
    List<List<Window>> stretches() {
        List<List<Window>> stretches = new ArrayList<>();
        List<Window> stretch = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            boolean last = i + 1 == windows.size() || window.isBeforeHole(windows.get(i + 1));
            if (window.isFinite()) {
                stretch.add(last ? window : window.until(windows.get(i + 1).fromNanos()));
            }
            if ((last || !window.isFinite()) && !stretch.isEmpty()) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
            }
        }
        return stretches;
    }
}

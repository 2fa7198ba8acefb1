package org.joulelake.local.plot;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import org.joulelake.local.picture.PrefixedUnit;
import org.joulelake.local.picture.UplotPage;

/**
 * A figure as a page to zoom in. Its times are nanoseconds since the midnight before the first sample, or since the first
 * sample of each waveform, so that numbers of JavaScript have them exactly for 104 days.
 */
final class PlotPage {

    private static final long DAY = TimeScale.DAYS.nanos();

    private PlotPage() {}

    static byte[] html(Figure figure, int width, int height) {
        boolean clock = figure.time().alignment() == Alignment.CLOCK;
        List<Waveform> waveforms =
                figure.curves().stream().map(Figure.Curve::waveform).toList();
        long first = waveforms.stream().mapToLong(Waveform::fromNanos).min().orElseThrow();
        long midnight = first - Math.floorMod(first, DAY);
        return UplotPage.of(
                PlotPage.class,
                "plot.html",
                Map.ofEntries(
                        Map.entry("title", figure.title()),
                        Map.entry("notes", figure.notes()),
                        Map.entry("howToRead", figure.howToRead()),
                        Map.entry("signal", Names.brief(figure.signal())),
                        Map.entry("unit", figure.unit()),
                        Map.entry("hasPrefixes", PrefixedUnit.isKnown(figure.unit())),
                        Map.entry("isClock", clock),
                        Map.entry("midnightDays", Math.floorDiv(midnight, DAY)),
                        Map.entry("since", figure.time().since()),
                        Map.entry("width", width),
                        Map.entry("height", height),
                        Map.entry(
                                "curves",
                                IntStream.range(0, waveforms.size())
                                        .mapToObj(i -> curve(
                                                figure.curves().get(i),
                                                Colours.CURVES.get(i),
                                                clock
                                                        ? midnight
                                                        : waveforms.get(i).fromNanos()))
                                        .toList())));
    }

    private static Map<String, Object> curve(Figure.Curve curve, int colour, long origin) {
        List<Window> windows =
                curve.waveform().stretches().stream().flatMap(List::stream).toList();
        List<Window> missing = curve.waveform().windows().stream()
                .filter(window -> window.missing() > 0)
                .toList();
        return Map.ofEntries(
                Map.entry("name", Names.brief(curve.waveform().algorithm())),
                Map.entry("legend", curve.legend()),
                Map.entry("colour", "#%06x".formatted(colour)),
                Map.entry("from", longs(windows, window -> window.fromNanos() - origin)),
                Map.entry("until", longs(windows, window -> window.untilNanos() - origin)),
                Map.entry("min", doubles(windows, Window::min)),
                Map.entry("max", doubles(windows, Window::max)),
                Map.entry("mean", doubles(windows, Window::mean)),
                Map.entry("missingFrom", longs(missing, window -> window.fromNanos() - origin)),
                Map.entry("missingUntil", longs(missing, window -> window.untilNanos() - origin)));
    }

    private static long[] longs(List<Window> windows, ToLongFunction<Window> value) {
        return windows.stream().mapToLong(value).toArray();
    }

    private static double[] doubles(List<Window> windows, ToDoubleFunction<Window> value) {
        return windows.stream().mapToDouble(value).toArray();
    }
}

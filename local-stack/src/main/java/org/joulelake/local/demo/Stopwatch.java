package org.joulelake.local.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the time of a run divides among its parts. */
final class Stopwatch {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private final Map<String, Double> laps = new LinkedHashMap<>();
    private long lapStart = start;

    double seconds() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** Ends a part. */
    void lap(String part) {
        long now = System.nanoTime();
        laps.merge(part, (now - lapStart) / NANOS_PER_SECOND, Double::sum);
        lapStart = now;
    }

    @Override
    public String toString() {
        String parts = laps.entrySet().stream()
                .map(lap -> String.format(Locale.ROOT, "%s %.1f s", lap.getKey(), lap.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%.1f s (%s)", seconds(), parts);
    }
}

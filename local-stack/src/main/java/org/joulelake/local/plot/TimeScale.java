package org.joulelake.local.plot;

import java.util.Arrays;
import java.util.Comparator;

/** Units of time of an axis. */
enum TimeScale {
    NANOSECONDS("ns", 1),
    MICROSECONDS("µs", 1_000),
    MILLISECONDS("ms", 1_000_000),
    SECONDS("s", 1_000_000_000),
    MINUTES("min", 60_000_000_000L),
    HOURS("h", 3_600_000_000_000L),
    DAYS("d", 86_400_000_000_000L);

    private final String unit;
    private final long nanos;

    TimeScale(String unit, long nanos) {
        this.unit = unit;
        this.nanos = nanos;
    }

    /** The largest unit of which there are two at least. */
    static TimeScale of(long spanNanos) {
        return Arrays.stream(values())
                .filter(scale -> spanNanos / 2 >= scale.nanos)
                .max(Comparator.naturalOrder())
                .orElse(NANOSECONDS);
    }

    /** The next larger one, if there is one. */
    TimeScale next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /** As it is written. */
    String unit() {
        return unit;
    }

    /** How long it is. */
    long nanos() {
        return nanos;
    }
}

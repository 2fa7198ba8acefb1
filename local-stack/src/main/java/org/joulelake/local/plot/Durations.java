package org.joulelake.local.plot;

import java.time.Duration;

import org.joulelake.local.picture.Quantity;

/** Lengths of time for people. */
final class Durations {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration SHORT = Duration.ofMinutes(2);

    private Durations() {}

    /** Such as {@code 12.50 ms}, {@code 3 min 20 s} or {@code 2 d 5 h}. */
    static String format(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        if (duration.compareTo(SHORT) < 0) {
            return Quantity.brief(nanos / NANOS_PER_SECOND, "s");
        }
        if (duration.toHours() == 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toDays() == 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
}

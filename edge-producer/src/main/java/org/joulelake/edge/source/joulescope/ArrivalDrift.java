package org.joulelake.edge.source.joulescope;

import java.time.Duration;

/**
 * How much later samples come than their ids say, against a clock that nobody sets. A single message may be late for many
 * reasons; that even the earliest message of a second is late for good means that ids have gone by uncounted.
 */
final class ArrivalDrift {

    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

    /** The baseline may rise by that much of the time that passes: quartz clocks differ by less than 100 ppm. */
    private static final double CREEP = 1e-4;

    private boolean begun;
    private long windowStart;
    private long windowLeast;
    private long lastWindowLeast = Long.MAX_VALUE;
    private double baseline = Double.MAX_VALUE;

    /** Messages with the samples before this id have come. */
    void arrived(long endId, double rateHz, long arrivalNanos) {
        long lag = arrivalNanos - TimeMap.idsToNanos(endId, rateHz);
        if (!begun) {
            begun = true;
            windowStart = arrivalNanos;
            windowLeast = lag;
        } else if (arrivalNanos - windowStart >= WINDOW_NANOS) {
            baseline = Math.min(baseline + CREEP * (arrivalNanos - windowStart), windowLeast);
            lastWindowLeast = windowLeast;
            windowStart = arrivalNanos;
            windowLeast = lag;
        } else {
            windowLeast = Math.min(windowLeast, lag);
        }
    }

    /** By how many nanoseconds the earliest of late have been later than the earliest ever; 0 as long as nobody can say. */
    long nanos() {
        if (baseline == Double.MAX_VALUE) {
            return 0;
        }
        return (long) Math.max(0, Math.min(lastWindowLeast, windowLeast) - baseline);
    }
}

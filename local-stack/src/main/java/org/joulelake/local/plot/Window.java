package org.joulelake.local.plot;

/**
 * A row of the table function {@code waveform}: exact figures of all samples from one instant until another.
 *
 * @param fromNanos time of its first sample, in nanoseconds since the Unix epoch
 * @param untilNanos time of the sample after its last
 * @param min least sample; NaN if there is none
 * @param max greatest sample; NaN if there is none
 * @param mean mean sample; NaN if there is none
 * @param count samples that are there
 * @param missing samples that are not
 */
record Window(long fromNanos, long untilNanos, double min, double max, double mean, long count, long missing) {

    /** Times are rounded to a nanosecond at both ends of a hole. */
    private static final double ROUNDING_NANOS = 2;

    /** Whether it has a place in a picture: it has samples, and none is infinite. */
    boolean isFinite() {
        return Double.isFinite(min) && Double.isFinite(max) && Double.isFinite(mean);
    }

    /** Whether samples were measured that no axis can show. */
    boolean isInfinite() {
        return count > 0 && !isFinite();
    }

    /** Whether there is room for a sample or more between this window and the next. */
    boolean isBeforeHole(Window next) {
        double sampleNanos = Math.min(sampleNanos(), next.sampleNanos());
        return next.fromNanos - untilNanos >= sampleNanos - ROUNDING_NANOS
                && next.fromNanos - untilNanos > ROUNDING_NANOS;
    }

    /** The same figures until another instant. */
    Window until(long nanos) {
        return new Window(fromNanos, nanos, min, max, mean, count, missing);
    }

    private double sampleNanos() {
        return (double) (untilNanos - fromNanos) / (count + missing);
    }
}

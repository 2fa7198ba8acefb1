package org.joulelake.edge.source.sim;

/**
 * Converts between samples and time, exactly, for as long as nanoseconds since the epoch fit a long. Whole seconds and
 * the rest are treated apart, so that no product overflows.
 *
 * @param startNanos time of sample 0 in nanoseconds since the Unix epoch
 * @param rateHz samples per second, at most {@value SimulationSpec#MAX_RATE_HZ}
 */
record SampleClock(long startNanos, int rateHz) {

    static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Time of a sample in nanoseconds since the Unix epoch, rounded to the nearest, halves up. */
    long nanosAt(long sample) {
        long seconds = Math.floorDiv(sample, (long) rateHz);
        long rest = Math.floorMod(sample, (long) rateHz);
        return startNanos + seconds * NANOS_PER_SECOND + (2 * rest * NANOS_PER_SECOND + rateHz) / (2L * rateHz);
    }

    /** The first sample that is not earlier than this many nanoseconds (zero or more) after sample 0. */
    long firstSampleFrom(long nanosSinceStart) {
        long seconds = nanosSinceStart / NANOS_PER_SECOND;
        long rest = nanosSinceStart % NANOS_PER_SECOND;
        return seconds * rateHz + (rest * rateHz + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }
}

package org.joulelake.edge.source.joulescope;

/**
 * The driver's straight line from ids to time, {@code jsdrv_time_map_s}. It is an estimate that changes as the driver
 * learns, and follows the host's clock when that is set.
 *
 * @param offsetTicks time at the offset: 2^30 ticks a second since 2018-01-01T00:00:00Z
 * @param offsetId id at the offset
 * @param rateHz ids a second
 */
record TimeMap(long offsetTicks, long offsetId, double rateHz) {

    private static final int TICK_BITS = 30;
    private static final long EPOCH_UNIX_NANOS = 1_514_764_800_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MOST_DEVIATION = 0.05;

    /** Up to here times fit into nanoseconds since the Unix epoch: 2^33 s, of 2^63 ns. */
    private static final long GREATEST_TICKS = 1L << 62;

    /** Up to here a double holds each id; at 16 MHz that is nine years. */
    private static final long GREATEST_ID = 1L << 52;

    /**
     * Whether it says anything for ids of this nominal rate. An instrument that has not told its time yet has a map of
     * zeros.
     */
    boolean isUsable(double nominalRateHz) {
        return offsetTicks != 0
                && isWithin(offsetTicks, GREATEST_TICKS)
                && isWithin(offsetId, GREATEST_ID)
                && Math.abs(rateHz - nominalRateHz) <= MOST_DEVIATION * nominalRateHz;
    }

    private static boolean isWithin(long number, long limit) {
        return number > -limit && number < limit;
    }

    /** Time of an id in nanoseconds since the Unix epoch. */
    long nanosAt(long id) {
        return EPOCH_UNIX_NANOS + ticksToNanos(offsetTicks) + idsToNanos(id - offsetId, rateHz);
    }

    /** Time of so many ids in nanoseconds, rounded down; exact to the nanosecond for whole rates. */
    static long idsToNanos(long ids, double rateHz) {
        double seconds = Math.floor(ids / rateHz);
        double rest = ids - seconds * rateHz;
        return (long) seconds * 1_000_000_000L + (long) Math.floor(rest * NANOS_PER_SECOND / rateHz);
    }

    private static long ticksToNanos(long ticks) {
        long seconds = ticks >> TICK_BITS;
        long fraction = ticks & (1L << TICK_BITS) - 1;
        return seconds * 1_000_000_000L + (fraction * 1_000_000_000L >> TICK_BITS);
    }
}

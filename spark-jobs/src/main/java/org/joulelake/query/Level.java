package org.joulelake.query;

/** The largest pieces that a window is put together from. */
enum Level {
    SAMPLES,
    BUCKETS,
    BLOCKS;

    private static final int BUCKET_SAMPLES = 1_024;

    /**
     * The level at which each full window has at least {@code pieces} pieces.
     *
     * @param widthNanos of a window
     * @param rateHz lowest sample rate
     * @param blockNanos time of the longest block
     */
    static Level of(long widthNanos, double rateHz, long blockNanos, int pieces) {
        if (widthNanos / pieces >= blockNanos) {
            return BLOCKS;
        }
        return widthNanos / 1e9 / pieces >= BUCKET_SAMPLES / rateHz ? BUCKETS : SAMPLES;
    }
}

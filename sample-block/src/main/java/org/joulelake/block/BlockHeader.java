package org.joulelake.block;

import java.util.Objects;

/**
 * Everything a block says about its samples.
 *
 * @param stream the stream that the block belongs to
 * @param sequence number of the block in its stream: 0, 1, 2 …
 * @param firstSample index of the first sample, in samples of this signal since the session began; more than the
 *     index after the last sample of the block before means that samples are missing in between
 * @param startNanos time of the first sample, in nanoseconds since the Unix epoch
 * @param sampleCount number of samples, 1 to {@link #MAX_SAMPLE_COUNT}
 * @param samplesCrc32c CRC32C of the samples as little-endian float32, see {@link SamplesChecksum}
 */
public record BlockHeader(
        SampleStream stream, long sequence, long firstSample, long startNanos, int sampleCount, int samplesCrc32c) {

    /** Most samples that a block may have. Uncompressed, such a block is far below the usual broker limit of 1 MiB. */
    public static final int MAX_SAMPLE_COUNT = 65_536;

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Checks every component.
     *
     * @throws IllegalArgumentException if a number is out of its range, or if the end of the block has no index or no
     *     time that fits in a long
     */
    public BlockHeader {
        Objects.requireNonNull(stream, "stream");
        requireNotNegative("sequence", sequence);
        requireNotNegative("firstSample", firstSample);
        if (sampleCount < 1 || sampleCount > MAX_SAMPLE_COUNT) {
            throw new HeaderFieldException(
                    "sampleCount", "is " + sampleCount + "; it must be 1 to " + MAX_SAMPLE_COUNT);
        }
        if (firstSample > Long.MAX_VALUE - sampleCount) {
            throw new HeaderFieldException(
                    "firstSample", "is " + firstSample + "; the " + sampleCount + " samples from there have no index");
        }
        if (startNanos > Long.MAX_VALUE - durationNanos(sampleCount, stream.sampleRateHz())) {
            throw new HeaderFieldException(
                    "startNanos",
                    "is " + startNanos + "; " + sampleCount + " samples at " + stream.sampleRateHz()
                            + " Hz from there end beyond all time");
        }
    }

    /** Index of the sample after the last one. */
    public long endSample() {
        return firstSample + sampleCount;
    }

    /** Time of the sample after the last one, in nanoseconds since the Unix epoch, rounded to the nearest. */
    public long endNanos() {
        return startNanos + durationNanos(sampleCount, stream.sampleRateHz());
    }

    /** Not more than {@link Long#MAX_VALUE}, at which {@link Math#round} stops. */
    private static long durationNanos(int sampleCount, double sampleRateHz) {
        return Math.round(sampleCount * NANOS_PER_SECOND / sampleRateHz);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new HeaderFieldException(name, "is " + value + "; it must not be negative");
        }
    }
}

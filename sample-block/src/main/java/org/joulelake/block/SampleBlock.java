package org.joulelake.block;

import java.util.Objects;

/**
 * A run of consecutive samples with what is known about it.
 *
 * <p>The array is not copied: a block of 65,536 samples is made some thousand times a second. Whoever passes an array
 * in must not write to it afterwards, and whoever reads {@link #samples()} must not write to it at all.
 *
 * @param header what is known about the samples; its count and checksum fit them
 * @param samples the samples, one float32 each, missing ones as NaN
 */
public record SampleBlock(BlockHeader header, float[] samples) implements Block {

    /**
     * Checks that the count fits; the checksum is trusted, as computing it is {@link #of}'s and the reader's work.
     *
     * @throws IllegalArgumentException if the header announces another number of samples
     */
    public SampleBlock {
        Objects.requireNonNull(header, "header");
        if (samples.length != header.sampleCount()) {
            throw new IllegalArgumentException(
                    "header announces " + header.sampleCount() + " samples, the array has " + samples.length);
        }
    }

    /** A block of these samples, with their count and checksum computed. */
    public static SampleBlock of(
            SampleStream stream, long sequence, long firstSample, long startNanos, float[] samples) {
        int crc = SamplesChecksum.of(samples);
        return new SampleBlock(
                new BlockHeader(stream, sequence, firstSample, startNanos, samples.length, crc), samples);
    }

    /** Computed anew each time. */
    @Override
    public BlockStatistics statistics() {
        return BlockStatistics.of(samples);
    }
}

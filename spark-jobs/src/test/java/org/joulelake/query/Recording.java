package org.joulelake.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

/**
 * The samples of one signal of a session, as blocks and one by one. A sample's time is its block's start and its place in
 * the block at the rate, to the nearest nanosecond, as docs/block-format.md says.
 *
 * @param samples all of them, also those that are in no block
 * @param blockSamples how many are in each block
 * @param isKept by block number; others are lost
 */
record Recording(SampleStream stream, long startNanos, float[] samples, int blockSamples, IntPredicate isKept) {

    List<SampleBlock> blocks() {
        List<SampleBlock> blocks = new ArrayList<>();
        for (int from = 0; from < samples.length; from += blockSamples) {
            if (isKept.test(from / blockSamples)) {
                float[] values = Arrays.copyOfRange(samples, from, Math.min(from + blockSamples, samples.length));
                blocks.add(SampleBlock.of(stream, from / blockSamples, from, nanos(from), values));
            }
        }
        return blocks;
    }

    long nanos(int index) {
        int first = index / blockSamples * blockSamples;
        return startNanos + rounded(first) + rounded(index - first);
    }

    private long rounded(int samples) {
        return Math.round(samples * 1e9 / stream.sampleRateHz());
    }

    /** A time as the functions take it. */
    static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    /** Indices of samples that are in the lake and have these times. */
    int[] indices(long fromNanos, long toNanos) {
        BiPredicate<Integer, Long> isIn =
                (index, nanos) -> isKept.test(index / blockSamples) && nanos >= fromNanos && nanos < toNanos;
        return IntStream.range(0, samples.length)
                .filter(index -> isIn.test(index, nanos(index)))
                .toArray();
    }
}

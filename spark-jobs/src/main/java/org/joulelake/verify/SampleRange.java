package org.joulelake.verify;

import java.util.BitSet;

/** Samples of a signal from one index on, as far as they have come. */
final class SampleRange {

    private final long firstSample;
    private final float[] samples;
    private final BitSet present = new BitSet();

    SampleRange(long firstSample, int count) {
        this.firstSample = firstSample;
        samples = new float[count];
    }

    /** Takes those samples of a block that are in the range. */
    void fill(long blockFirstSample, float[] block) {
        int from = (int) Math.max(0, blockFirstSample - firstSample);
        int to = (int) Math.min(samples.length, blockFirstSample - firstSample + block.length);
        if (from < to) {
            System.arraycopy(block, (int) (firstSample + from - blockFirstSample), samples, from, to - from);
            present.set(from, to);
        }
    }

    /** All samples, once {@link #isWhole}. */
    float[] samples() {
        return samples;
    }

    boolean isWhole() {
        return present.nextClearBit(0) >= samples.length;
    }

    /** Index of the first sample that has not come. */
    long firstMissing() {
        return firstSample + present.nextClearBit(0);
    }

    /** Index of the last one that follows it without one that has come. */
    long lastMissing() {
        int next = present.nextSetBit(present.nextClearBit(0));
        return firstSample + (next < 0 ? samples.length : next) - 1;
    }
}

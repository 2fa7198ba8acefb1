package org.joulelake.edge.source.sim;

import java.util.Arrays;

/**
 * The same samples of all signals that are converted.
 *
 * @param firstSample index of the first sample
 * @param current in A
 * @param voltage in V
 * @param currentRange number of the current range
 * @param event 1 while an event is going on, else 0
 */
record Chunk(long firstSample, float[] current, float[] voltage, float[] currentRange, float[] event) {

    /** A chunk yet to be filled. */
    static Chunk allocate(long firstSample, int size) {
        return new Chunk(firstSample, new float[size], new float[size], new float[size], new float[size]);
    }

    int size() {
        return current.length;
    }

    /** Sets samples of the range to NaN as far as they are in this chunk. */
    void loseAll(SampleRange range) {
        int from = (int) Math.max(0, Math.min(size(), range.from() - firstSample));
        int to = (int) Math.max(0, Math.min(size(), range.to() - firstSample));
        for (float[] samples : new float[][] {current, voltage, currentRange, event}) {
            Arrays.fill(samples, from, to, Float.NaN);
        }
    }

    /** {@code float32(current × voltage)} in W. */
    float[] power() {
        float[] power = new float[size()];
        for (int i = 0; i < power.length; i++) {
            power[i] = current[i] * voltage[i];
        }
        return power;
    }
}

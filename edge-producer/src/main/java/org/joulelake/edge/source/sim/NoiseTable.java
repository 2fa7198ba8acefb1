package org.joulelake.edge.source.sim;

import java.util.Random;

/**
 * Normally distributed numbers (mean 0, standard deviation 1) to be picked by random bits: far cheaper than to compute
 * one per sample. The table comes from {@link Random}, whose algorithm its specification pins.
 */
final class NoiseTable {

    private static final int SIZE = 1 << 12;
    private static final long SEED = 1;

    private final float[] numbers = new float[SIZE];

    NoiseTable() {
        Random random = new Random(SEED);
        for (int i = 0; i < SIZE; i += 2) {
            numbers[i] = (float) random.nextGaussian();
            numbers[i + 1] = -numbers[i];
        }
    }

    /** The number that the lowest bits pick. */
    float pick(long bits) {
        return numbers[(int) bits & (SIZE - 1)];
    }
}

package org.joulelake.query;

import org.apache.spark.sql.catalyst.util.ArrayData;

import java.util.Arrays;

/**
 * Samples as 32-bit numbers in the same order: counts of upper halves say in which half a quantile is, counts of whole
 * numbers within that half say which sample it is. −0 is 0; what is missing (NaN) is no sample. An upper half has all floats
 * that are within 0.8 % of each other.
 */
public final class SortableBits {

    private static final int HALVES = 1 << Short.SIZE;
    private static final int NO_SIGN = 0x7fff_ffff;

    private SortableBits() {}

    static int of(float sample) {
        float minusZeroIsZero = sample + 0.0f;
        return swapped(Float.floatToRawIntBits(minusZeroIsZero));
    }

    /** The sample of such bits. */
    public static float value(int bits) {
        return Float.intBitsToFloat(swapped(bits));
    }

    /** The upper half of a sample's bits, −32,768 to 32,767. */
    public static int upper(float sample) {
        return of(sample) >> Short.SIZE;
    }

    /**
     * How many samples there are of each upper half.
     *
     * @return of {@link Counts#TYPE}
     */
    public static ArrayData uppers(ArrayData values) {
        long[] counts = new long[HALVES];
        for (float sample : values.toFloatArray()) {
            if (!Float.isNaN(sample)) {
                counts[upper(sample) - Short.MIN_VALUE]++;
            }
        }
        return Counts.of(counts, Short.MIN_VALUE);
    }

    /**
     * How many samples there are of each bits that have one of these upper halves.
     *
     * @return of {@link Counts#TYPE}
     */
    public static ArrayData within(ArrayData values, ArrayData uppers) {
        boolean[] wanted = new boolean[HALVES];
        for (int upper : uppers.toIntArray()) {
            wanted[upper - Short.MIN_VALUE] = true;
        }
        float[] samples = values.toFloatArray();
        int[] found = new int[samples.length];
        int count = 0;
        for (float sample : samples) {
            if (!Float.isNaN(sample) && wanted[upper(sample) - Short.MIN_VALUE]) {
                found[count++] = of(sample);
            }
        }
        Arrays.sort(found, 0, count);
        return Counts.ofSorted(Arrays.copyOf(found, count));
    }

    /** Negative floats are ordered backwards by their bits. Its own inverse. */
    private static int swapped(int bits) {
        return bits >= 0 ? bits : bits ^ NO_SIGN;
    }
}

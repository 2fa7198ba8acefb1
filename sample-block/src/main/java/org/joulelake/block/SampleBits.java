package org.joulelake.block;

/** The bits of samples. Raw bits, always: anything else would melt all NaNs into one. */
final class SampleBits {

    private SampleBits() {}

    static int[] of(float[] samples) {
        int[] bits = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bits[i] = Float.floatToRawIntBits(samples[i]);
        }
        return bits;
    }

    static float[] toSamples(int[] bits) {
        float[] samples = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            samples[i] = Float.intBitsToFloat(bits[i]);
        }
        return samples;
    }

    /** Maps bits to ints whose signed order is that of the floats, with every bit pattern distinct. Its own inverse. */
    static int ordered(int bits) {
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}

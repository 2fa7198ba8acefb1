package org.joulelake.block;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.Random;

/** Arrays of finite floats of any size and of the usual NaN, in runs of all lengths: what exact arithmetic can check. */
final class FiniteSamples {

    private static final Integer[] SPECIAL_BITS = {
        0x00000000, 0x80000000, 0x00000001, 0x807FFFFF, 0x7F7FFFFF, 0xFF7FFFFF, 0x3F800000, 0x7FC00000
    };

    private FiniteSamples() {}

    /** Lists would be slow; so a few values are drawn and then laid out in runs by a seed. */
    static Arbitrary<float[]> arrays(int maxLength) {
        Arbitrary<Integer> bits =
                Arbitraries.oneOf(Arbitraries.floats().map(Float::floatToRawIntBits), Arbitraries.of(SPECIAL_BITS));
        Arbitrary<Integer> lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(1, maxLength),
                Arbitraries.of(1, 1_023, 1_024, 1_025, maxLength).filter(length -> length <= maxLength));
        Arbitrary<int[]> palettes = bits.array(int[].class).ofMinSize(1).ofMaxSize(40);
        return lengths.flatMap(length -> palettes.flatMap(
                palette -> Arbitraries.longs().map(seed -> layOut(palette, length, new Random(seed)))));
    }

    private static float[] layOut(int[] palette, int length, Random random) {
        float[] samples = new float[length];
        int at = 0;
        while (at < length) {
            float value = Float.intBitsToFloat(palette[random.nextInt(palette.length)]);
            int run = random.nextInt(20) == 0 ? 1 + random.nextInt(3_000) : 1;
            for (int i = 0; i < run && at < length; i++) {
                samples[at++] = value;
            }
        }
        return samples;
    }
}

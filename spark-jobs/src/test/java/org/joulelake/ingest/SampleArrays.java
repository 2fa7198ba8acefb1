package org.joulelake.ingest;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.Random;

/** Arrays of samples as nobody would measure them. */
public final class SampleArrays {

    /** Infinities, zeros of both signs, denormals, and NaNs: the usual, negative, quiet and signalling ones. */
    private static final Integer[] SPECIAL_BITS = {
        0x7F800000,
        0xFF800000,
        0x00000000,
        0x80000000,
        0x00000001,
        0x807FFFFF,
        0x7F7FFFFF,
        0xFF7FFFFF,
        0x7FC00000,
        0xFFC00000,
        0x7FC00001,
        0x7FFFFFFF,
        0x7F800001,
        0xFFBFFFFF
    };

    private SampleArrays() {}

    /** Arrays of any bits, with many special values and runs of one value. */
    public static Arbitrary<float[]> any(int maxLength) {
        Arbitrary<Integer> bits = Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.of(SPECIAL_BITS));
        return arrays(bits, maxLength);
    }

    /** An array of any bits, half of its values special, where no property draws it. */
    public static float[] random(Random random, int length) {
        int[] palette = new int[2 * SPECIAL_BITS.length];
        for (int i = 0; i < SPECIAL_BITS.length; i++) {
            palette[2 * i] = SPECIAL_BITS[i];
            palette[2 * i + 1] = random.nextInt();
        }
        return layOut(palette, length, random);
    }

    /** Lists would be slow; so a few values are drawn and then laid out in runs by a seed. */
    private static Arbitrary<float[]> arrays(Arbitrary<Integer> bits, int maxLength) {
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

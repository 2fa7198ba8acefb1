package org.joulelake.block;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Arrays of samples for properties: any bit pattern, in any length that a block may have. */
final class SampleArrays {

    /** Bits that are easily lost: NaNs quiet and signalling, with and without sign; zeros; denormals; extremes. */
    private static final int[] SPECIAL = {
        0x7FC00000,
        0xFFC00000,
        0x7FC00001,
        0x7F800001,
        0xFF800001,
        0x7FFFFFFF,
        0xFFFFFFFF,
        0x7F800000,
        0xFF800000,
        0x00000000,
        0x80000000,
        0x00000001,
        0x80000001,
        0x007FFFFF,
        0x00800000,
        0x7F7FFFFF,
        0xFF7FFFFF
    };

    private SampleArrays() {}

    static Arbitrary<float[]> any() {
        return Arbitraries.oneOf(shortAndShrinkable(), ofEveryShape());
    }

    /** A few samples, each of its own; a failure shrinks to the one that matters. */
    private static Arbitrary<float[]> shortAndShrinkable() {
        return Arbitraries.oneOf(
                        Arbitraries.integers(),
                        Arbitraries.of(Arrays.stream(SPECIAL).boxed().toList()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(bits -> Messages.floats(bits.stream().mapToInt(i -> i).toArray()));
    }

    private static Arbitrary<float[]> ofEveryShape() {
        return Combinators.combine(
                        Arbitraries.of(1, 2, 3, 255, 256, 257, 1001, 8_193, 65_535, 65_536),
                        Arbitraries.of(Shape.values()),
                        Arbitraries.of(1, 2, 255, 256, 257, 8_191, 8_192, 8_193),
                        Arbitraries.longs())
                .as((length, shape, distinct, seed) -> shape.samples(length, distinct, new Random(seed)));
    }

    /** So many samples, of which the first ones are all different, if there is room for so many. */
    static float[] lattice(int length, int distinct, Random random) {
        int[] values = random.ints().distinct().limit(distinct).toArray();
        return filled(length, i -> i < distinct ? values[i] : values[random.nextInt(distinct)]);
    }

    private static float[] filled(int length, IntUnaryOperator bitsOf) {
        int[] bits = new int[length];
        Arrays.setAll(bits, bitsOf);
        return Messages.floats(bits);
    }

    private enum Shape {
        ANY_BITS {
            @Override
            float[] samples(int length, int distinct, Random random) {
                return filled(length, i -> random.nextInt());
            }
        },
        SPECIAL_BITS {
            @Override
            float[] samples(int length, int distinct, Random random) {
                return filled(length, i -> SPECIAL[random.nextInt(SPECIAL.length)]);
            }
        },
        RUNS {
            @Override
            float[] samples(int length, int distinct, Random random) {
                int[] values = random.ints(1 + length / 100).toArray();
                return filled(length, i -> values[i / 100]);
            }
        },
        CONSTANT {
            @Override
            float[] samples(int length, int distinct, Random random) {
                int value = random.nextInt();
                return filled(length, i -> value);
            }
        },
        LATTICE {
            @Override
            float[] samples(int length, int distinct, Random random) {
                return lattice(length, distinct, random);
            }
        },
        RAMP {
            @Override
            float[] samples(int length, int distinct, Random random) {
                return filled(length, i -> Float.floatToRawIntBits(i % distinct * 1e-3f));
            }
        };

        abstract float[] samples(int length, int distinct, Random random);
    }
}

package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class SortableBitsTest {

    private static final float[] ASCENDING = {
        Float.NEGATIVE_INFINITY,
        -Float.MAX_VALUE,
        -1,
        Math.nextUp(-1f),
        -Float.MIN_VALUE,
        0,
        Float.MIN_VALUE,
        Math.nextDown(1f),
        1,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    @Test
    void haveTheOrderOfTheSamples() {
        for (int i = 1; i < ASCENDING.length; i++) {
            assertThat(SortableBits.of(ASCENDING[i]))
                    .as("%s after %s", ASCENDING[i], ASCENDING[i - 1])
                    .isGreaterThan(SortableBits.of(ASCENDING[i - 1]));
            assertThat(SortableBits.value(SortableBits.of(ASCENDING[i]))).isEqualTo(ASCENDING[i]);
        }
        assertThat(SortableBits.of(-0.0f)).isEqualTo(SortableBits.of(0.0f));
    }

    @Test
    void countEachSampleButWhatIsMissing() {
        float[] samples = new float[5_000];
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 10 == 0 ? Float.NaN : Float.intBitsToFloat(random.nextInt());
        }
        samples[1] = Float.NEGATIVE_INFINITY;
        samples[2] = Float.POSITIVE_INFINITY;
        int[] expected = present(samples);
        ArrayData uppers = SortableBits.uppers(ArrayData.toArrayData(samples));
        assertThat(total(uppers)).isEqualTo(expected.length);

        int[] all = new int[uppers.numElements()];
        for (int i = 0; i < all.length; i++) {
            all[i] = uppers.getStruct(i, 2).getInt(0);
            assertThat(i == 0 || all[i] > all[i - 1]).as("in order").isTrue();
        }
        ArrayData within = SortableBits.within(ArrayData.toArrayData(samples), ArrayData.toArrayData(all));
        assertThat(numbers(within))
                .containsExactly(Arrays.stream(expected).distinct().toArray());
        assertThat(total(within)).isEqualTo(expected.length);
    }

    @Test
    void areLookedForInTheHalvesThatAreAskedFor() {
        float[] samples = {1, 1, 2, Math.nextUp(1f), Float.NaN, -1};
        ArrayData within = SortableBits.within(
                ArrayData.toArrayData(samples), ArrayData.toArrayData(new int[] {SortableBits.upper(1)}));
        assertThat(numbers(within)).containsExactly(SortableBits.of(1), SortableBits.of(1) + 1);
        assertThat(total(within)).isEqualTo(3);
    }

    private static int[] present(float[] samples) {
        int[] bits = new int[samples.length];
        int count = 0;
        for (float sample : samples) {
            if (!Float.isNaN(sample)) {
                bits[count++] = SortableBits.of(sample);
            }
        }
        int[] present = Arrays.copyOf(bits, count);
        Arrays.sort(present);
        return present;
    }

    private static int[] numbers(ArrayData counts) {
        int[] numbers = new int[counts.numElements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = counts.getStruct(i, 2).getInt(0);
        }
        return numbers;
    }

    private static long total(ArrayData counts) {
        long total = 0;
        for (int i = 0; i < counts.numElements(); i++) {
            total += counts.getStruct(i, 2).getLong(1);
        }
        return total;
    }
}

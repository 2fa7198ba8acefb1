package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

class BracketsTest {

    private static final List<Double> PLACES = List.of(0.0, 0.001, 0.25, 0.5, 0.9, 0.999, 1.0);

    @Test
    void holdTheQuantileWhateverOfACutBlockIsInTheRange() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            Brackets brackets = new Brackets();
            float[] all = new float[0];
            for (int block = 0; block < 1 + random.nextInt(6); block++) {
                float[] samples = samples(random, 1 + random.nextInt(50));
                int inRange = random.nextInt(3) == 0 ? random.nextInt(samples.length + 1) : samples.length;
                boolean isWhole = inRange == samples.length;
                all = joined(all, Arrays.copyOf(samples, inRange));
                Arrays.sort(samples);
                brackets.add(
                        SortableBits.upper(samples[0]),
                        SortableBits.upper(samples[samples.length - 1]),
                        isWhole ? samples.length : 0,
                        samples.length);
            }
            requireHeld(brackets, all);
        }
    }

    private static void requireHeld(Brackets brackets, float[] samples) {
        Arrays.sort(samples);
        for (double at : samples.length == 0 ? List.<Double>of() : PLACES) {
            float quantile = samples[(int) Brackets.rank(at, samples.length)];
            Intervals.Interval interval = brackets.of(List.of(at)).intervals().get(0);
            assertThat(quantile).as("at %s", at).isBetween(interval.low(), interval.high());
        }
    }

    @Test
    void areNarrowAtTheEnds() {
        Brackets brackets = new Brackets();
        for (int block = 0; block < 100; block++) {
            brackets.add(SortableBits.upper(block), SortableBits.upper(block + 0.5f), 10, 10);
        }
        Intervals.Interval highest = brackets.of(List.of(1.0)).intervals().get(0);
        assertThat(highest.low()).isBetween(98f, 99.5f);
        assertThat(highest.high()).isBetween(99.5f, 101f);
        Intervals.Interval low = brackets.of(List.of(0.05)).intervals().get(0);
        assertThat(low.low()).isBetween(3f, 4.5f);
        assertThat(low.high()).isBetween(4.5f, 6f);
    }

    private static float[] samples(Random random, int count) {
        float[] samples = new float[count];
        float level = (float) random.nextGaussian() * 1_000;
        for (int i = 0; i < count; i++) {
            samples[i] = random.nextInt(20) == 0 ? Float.POSITIVE_INFINITY : level + (float) random.nextGaussian();
        }
        return samples;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}

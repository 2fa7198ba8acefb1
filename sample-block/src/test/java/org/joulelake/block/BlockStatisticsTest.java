package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.Arrays;
import java.util.Random;

class BlockStatisticsTest {

    private static final double ROUNDING = 1e-12;

    @Property(tries = 150)
    void figuresOfTheBlockAreThoseOfExactArithmetic(@ForAll("samples") float[] samples) {
        BlockStatistics statistics = BlockStatistics.of(samples);
        NaiveStatistics naive = new NaiveStatistics(samples, 0, samples.length);

        assertThat(statistics.missingCount()).isEqualTo(samples.length - naive.count());
        assertSameValue(statistics.min(), naive.min());
        assertSameValue(statistics.max(), naive.max());
        if (naive.count() == 0) {
            assertThat(statistics.mean()).isNaN();
            assertThat(statistics.std()).isNaN();
        } else {
            double scale = naive.magnitude() / naive.count();
            assertThat(statistics.mean()).isCloseTo(naive.mean().doubleValue(), within(scale * ROUNDING));
            assertThat(statistics.std()).isCloseTo(naive.std(), within(scale * ROUNDING + naive.std() * ROUNDING));
        }
    }

    @Property(tries = 100)
    void figuresOfEachBucketAreThoseOfExactArithmetic(@ForAll("samples") float[] samples) {
        BlockStatistics statistics = BlockStatistics.of(samples);
        int buckets = (samples.length + 1_023) / 1_024;

        assertThat(statistics.bucketMin()).hasSize(buckets);
        assertThat(statistics.bucketMax()).hasSize(buckets);
        assertThat(statistics.bucketSum()).hasSize(buckets);
        assertThat(statistics.bucketCount()).hasSize(buckets);
        for (int i = 0; i < buckets; i++) {
            NaiveStatistics naive = new NaiveStatistics(samples, 1_024 * i, Math.min(1_024 * (i + 1), samples.length));
            assertThat(statistics.bucketCount()[i]).isEqualTo(naive.count());
            assertSameValue(statistics.bucketMin()[i], naive.min());
            assertSameValue(statistics.bucketMax()[i], naive.max());
            assertThat(statistics.bucketSum()[i])
                    .isCloseTo(naive.sum().doubleValue(), within(naive.magnitude() * ROUNDING));
        }
    }

    @Property(tries = 300)
    void missingSamplesNeverReachAFigureWhateverTheirBits(@ForAll("anyBits") float[] samples) {
        BlockStatistics statistics = BlockStatistics.of(samples);
        boolean allMissing = statistics.missingCount() == samples.length;

        assertThat(Float.isNaN(statistics.min())).isEqualTo(allMissing);
        assertThat(Float.isNaN(statistics.max())).isEqualTo(allMissing);
        for (float sample : samples) {
            assertThat(sample < statistics.min()).isFalse();
            assertThat(sample > statistics.max()).isFalse();
        }
    }

    @Example
    void bucketWithoutSamplesHoldsNanNanZeroZero() {
        float[] samples = new float[3 * 1_024];
        Arrays.fill(samples, 0, 1_024, 2);
        Arrays.fill(samples, 1_024, 2_048, Float.intBitsToFloat(0x7FC01234));
        Arrays.fill(samples, 2_048, 3_072, -4);

        BlockStatistics statistics = BlockStatistics.of(samples);

        assertThat(statistics.bucketMin()).containsExactly(2, Float.NaN, -4);
        assertThat(statistics.bucketMax()).containsExactly(2, Float.NaN, -4);
        assertThat(statistics.bucketSum()).containsExactly(2_048, 0, -4_096);
        assertThat(statistics.bucketCount()).containsExactly(1_024, 0, 1_024);
        assertThat(Float.floatToRawIntBits(statistics.bucketMin()[1])).isEqualTo(0x7FC00000);
        assertThat(statistics.missingCount()).isEqualTo(1_024);
        assertThat(statistics.mean()).isEqualTo(-1);
        assertThat(statistics.std()).isEqualTo(3);
    }

    @Example
    void blockWithoutSamplesHasNoFigures() {
        float[] samples = new float[65_536];
        Arrays.fill(samples, Float.NaN);

        BlockStatistics statistics = BlockStatistics.of(samples);

        assertThat(statistics.missingCount()).isEqualTo(65_536);
        assertThat(statistics.min()).isNaN();
        assertThat(statistics.max()).isNaN();
        assertThat(statistics.mean()).isNaN();
        assertThat(statistics.std()).isNaN();
        assertThat(statistics.bucketCount()).hasSize(64).containsOnly(0);
        assertThat(statistics.bucketSum()).containsOnly(0);
    }

    @Example
    void infinitiesOfOneSignCountAsTheyAre() {
        BlockStatistics statistics =
                BlockStatistics.of(new float[] {1, Float.POSITIVE_INFINITY, Float.NaN, Float.POSITIVE_INFINITY, -2});

        assertThat(statistics.min()).isEqualTo(-2);
        assertThat(statistics.max()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(statistics.mean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(statistics.std()).isNaN();
        assertThat(statistics.missingCount()).isEqualTo(1);
        assertThat(statistics.bucketSum()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(statistics.bucketCount()).containsExactly(4);
    }

    @Example
    void infinitiesOfBothSignsAreNotTakenForMissing() {
        float[] samples = new float[2_000];
        samples[3] = Float.NEGATIVE_INFINITY;
        samples[7] = Float.POSITIVE_INFINITY;

        BlockStatistics statistics = BlockStatistics.of(samples);

        assertThat(statistics.missingCount()).isZero();
        assertThat(statistics.min()).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(statistics.max()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(statistics.mean()).isNaN();
        assertThat(statistics.bucketSum()[0]).isNaN();
        assertThat(statistics.bucketCount()).containsExactly(1_024, 976);
        assertThat(statistics.bucketMax()).containsExactly(Float.POSITIVE_INFINITY, 0);
    }

    @Example
    void tinyDeviationsOnABigMeanAreKept() {
        float[] samples = new float[65_536];
        Random random = new Random(7);
        float step = Math.ulp(1e6f);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 1e6f + step * random.nextInt(3) + (i < 32_768 ? 0 : step);
        }

        BlockStatistics statistics = BlockStatistics.of(samples);

        double expected = new NaiveStatistics(samples, 0, samples.length).std();
        assertThat(statistics.std()).isCloseTo(expected, within(expected * 1e-9));
    }

    @Example
    void stdIsThatOfThePopulation() {
        assertThat(BlockStatistics.of(new float[] {1, 3}).std()).isEqualTo(1);
        assertThat(BlockStatistics.of(new float[] {5}).std()).isZero();
    }

    @Provide
    Arbitrary<float[]> samples() {
        return FiniteSamples.arrays(65_536);
    }

    @Provide
    Arbitrary<float[]> anyBits() {
        return SampleArrays.any();
    }

    /** Equal as numbers; two NaNs are the same here, and so are the zeros. */
    private static void assertSameValue(float actual, float expected) {
        assertThat(actual == expected || Float.isNaN(actual) && Float.isNaN(expected))
                .as("%s is %s", actual, expected)
                .isTrue();
    }
}

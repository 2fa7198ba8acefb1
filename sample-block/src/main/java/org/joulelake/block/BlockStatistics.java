package org.joulelake.block;

import java.util.Arrays;

/**
 * What is known of a block's samples without looking at them again. Missing samples (NaN) are left out of all figures;
 * infinities count as they are.
 *
 * @param missingCount samples that are NaN
 * @param min least sample; NaN if all are missing
 * @param max greatest sample; NaN if all are missing
 * @param mean mean; NaN if all are missing
 * @param std standard deviation of the population, not of a sample of it; NaN if all are missing
 * @param bucketMin least sample of each run of {@link #BUCKET_SIZE} samples; NaN if all its samples are missing
 * @param bucketMax greatest sample of each bucket, likewise
 * @param bucketSum sum of each bucket; 0 if all its samples are missing
 * @param bucketCount samples in each bucket that are not missing
 */
public record BlockStatistics(
        int missingCount,
        float min,
        float max,
        double mean,
        double std,
        float[] bucketMin,
        float[] bucketMax,
        double[] bucketSum,
        int[] bucketCount) {

    /** Samples in a bucket, the lowest level of the zoom pyramid; the last bucket of a block may have fewer. */
    public static final int BUCKET_SIZE = 1_024;

    /** The statistics of these samples; at least one. */
    public static BlockStatistics of(float[] samples) {
        Bucket[] buckets = new Bucket[bucketCount(samples.length)];
        for (int i = 0; i < buckets.length; i++) {
            int from = i * BUCKET_SIZE;
            buckets[i] = Bucket.of(samples, from, Math.min(from + BUCKET_SIZE, samples.length));
        }
        Bucket all = Bucket.all(buckets);
        return of(samples.length, buckets, all, all.std());
    }

    /**
     * What follows from the figures of the buckets, which is all but the deviation.
     *
     * @param buckets as many as {@link #bucketCount} says; their deviations are passed over
     */
    static BlockStatistics of(int sampleCount, Bucket[] buckets, double std) {
        return of(sampleCount, buckets, Bucket.all(buckets), std);
    }

    /** Number of buckets of a block. */
    static int bucketCount(int sampleCount) {
        return (sampleCount + BUCKET_SIZE - 1) / BUCKET_SIZE;
    }

    /** Samples of the block, the missing ones included. */
    int sampleCount() {
        return missingCount + Arrays.stream(bucketCount).sum();
    }

    private static BlockStatistics of(int sampleCount, Bucket[] buckets, Bucket all, double std) {
        float[] bucketMin = new float[buckets.length];
        float[] bucketMax = new float[buckets.length];
        double[] bucketSum = new double[buckets.length];
        int[] bucketCount = new int[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            bucketMin[i] = buckets[i].min();
            bucketMax[i] = buckets[i].max();
            bucketSum[i] = buckets[i].sum();
            bucketCount[i] = buckets[i].count();
        }
        return new BlockStatistics(
                sampleCount - all.count(),
                all.min(),
                all.max(),
                all.mean(),
                std,
                bucketMin,
                bucketMax,
                bucketSum,
                bucketCount);
    }
}

package org.joulelake.ingest.block;

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
        int bucketCount = (samples.length + BUCKET_SIZE - 1) / BUCKET_SIZE;
        Bucket[] buckets = new Bucket[bucketCount];
        for (int i = 0; i < bucketCount; i++) {
            int from = i * BUCKET_SIZE;
            buckets[i] = Bucket.of(samples, from, Math.min(from + BUCKET_SIZE, samples.length));
        }
        return of(samples.length, buckets);
    }

    private static BlockStatistics of(int sampleCount, Bucket[] buckets) {
        float[] bucketMin = new float[buckets.length];
        float[] bucketMax = new float[buckets.length];
        double[] bucketSum = new double[buckets.length];
        int[] bucketCount = new int[buckets.length];
        Bucket all = Bucket.EMPTY;
        for (int i = 0; i < buckets.length; i++) {
            bucketMin[i] = buckets[i].min();
            bucketMax[i] = buckets[i].max();
            bucketSum[i] = buckets[i].sum();
            bucketCount[i] = buckets[i].count();
            all = all.plus(buckets[i]);
        }
        return new BlockStatistics(
                sampleCount - all.count(),
                all.min(),
                all.max(),
                all.mean(),
                all.count() == 0 ? Double.NaN : Math.sqrt(all.squaredDeviation() / all.count()),
                bucketMin,
                bucketMax,
                bucketSum,
                bucketCount);
    }
}

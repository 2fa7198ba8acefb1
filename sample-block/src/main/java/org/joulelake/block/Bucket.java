package org.joulelake.block;

/**
 * Figures of a run of samples, missing ones left out.
 *
 * @param count samples that are not missing
 * @param min least sample; NaN if there is none
 * @param max greatest sample; NaN if there is none
 * @param sum sum of the samples
 * @param squaredDeviation sum of the squared distances to the mean
 */
record Bucket(int count, float min, float max, double sum, double squaredDeviation) {

    static final Bucket EMPTY = new Bucket(0, Float.NaN, Float.NaN, 0, 0);

    /** Sums kept side by side: one alone would wait for each addition to end before the next begins. */
    private static final int LANES = 4;

    static Bucket of(float[] samples, int from, int to) {
        double sum = sum(samples, from, to);
        if (Double.isNaN(sum)) {
            return ofPresent(samples, from, to);
        }
        float min = samples[from];
        float max = samples[from];
        for (int i = from + 1; i < to; i++) {
            float sample = samples[i];
            if (sample < min) {
                min = sample;
            }
            if (sample > max) {
                max = sample;
            }
        }
        int count = to - from;
        return new Bucket(count, min, max, sum, squaredDeviation(samples, from, to, sum / count));
    }

    /** All buckets of a block as one, added in their order. */
    static Bucket all(Bucket[] buckets) {
        Bucket all = EMPTY;
        for (Bucket bucket : buckets) {
            all = all.plus(bucket);
        }
        return all;
    }

    double std() {
        return count == 0 ? Double.NaN : Math.sqrt(squaredDeviation / count);
    }

    double mean() {
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Both runs together, by the pairwise formula of Chan, Golub and LeVeque, which keeps small deviations exact. */
    Bucket plus(Bucket other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        double distance = other.mean() - mean();
        double weight = (double) count * other.count / (count + other.count);
        return new Bucket(
                count + other.count,
                Math.min(min, other.min),
                Math.max(max, other.max),
                sum + other.sum,
                squaredDeviation + other.squaredDeviation + distance * distance * weight);
    }

    /** The slow way, for a run that has missing samples or infinities of both signs. */
    private static Bucket ofPresent(float[] samples, int from, int to) {
        float[] present = new float[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!Float.isNaN(samples[i])) {
                present[count++] = samples[i];
            }
        }
        if (count == 0) {
            return EMPTY;
        }
        float min = present[0];
        float max = present[0];
        for (int i = 1; i < count; i++) {
            min = Math.min(min, present[i]);
            max = Math.max(max, present[i]);
        }
        double sum = sum(present, 0, count);
        return new Bucket(count, min, max, sum, squaredDeviation(present, 0, count, sum / count));
    }

    private static double sum(float[] samples, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            a += samples[i];
            b += samples[i + 1];
            c += samples[i + 2];
            d += samples[i + 3];
        }
        for (; i < to; i++) {
            a += samples[i];
        }
        return a + b + (c + d);
    }

    private static double squaredDeviation(float[] samples, int from, int to, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            double da = samples[i] - mean;
            double db = samples[i + 1] - mean;
            double dc = samples[i + 2] - mean;
            double dd = samples[i + 3] - mean;
            a += da * da;
            b += db * db;
            c += dc * dc;
            d += dd * dd;
        }
        for (; i < to; i++) {
            double da = samples[i] - mean;
            a += da * da;
        }
        return a + b + (c + d);
    }
}

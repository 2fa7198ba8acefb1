package org.joulelake.block;

import org.joulelake.block.BlockFormatException.Reason;

/** Whether figures that came without their samples can be those of any samples. */
final class FiguresCheck {

    /** How far rounding may bring a sum or a deviation beyond its bounds, as a part of the greatest magnitude. */
    private static final double ROUNDING = 1e-9;

    private final int offset;

    /** @param offset where the figures stand in the message */
    FiguresCheck(int offset) {
        this.offset = offset;
    }

    /** Each bucket of a block of so many samples by itself. */
    void requireBuckets(Bucket[] buckets, int sampleCount) throws BlockFormatException {
        for (int i = 0; i < buckets.length; i++) {
            int size = Math.min(BlockStatistics.BUCKET_SIZE, sampleCount - i * BlockStatistics.BUCKET_SIZE);
            require(buckets[i].count() <= size, i, "counts " + buckets[i].count() + " of " + size + " samples");
            if (buckets[i].count() == 0) {
                requireEmpty(buckets[i], i);
            } else {
                requireFigures(buckets[i], i);
            }
        }
    }

    private void requireEmpty(Bucket bucket, int number) throws BlockFormatException {
        require(
                isNothing(bucket.min()) && isNothing(bucket.max()) && Double.doubleToRawLongBits(bucket.sum()) == 0,
                number,
                "has figures without samples");
    }

    private static boolean isNothing(float figure) {
        return Float.floatToRawIntBits(figure) == Float.floatToRawIntBits(Float.NaN);
    }

    private void requireFigures(Bucket bucket, int number) throws BlockFormatException {
        require(bucket.min() <= bucket.max(), number, "is from " + bucket.min() + " to " + bucket.max());
        require(isSumPossible(bucket), number, "has the sum " + bucket.sum());
    }

    /** With infinities the sum is what they make of it: infinite, or NaN if there are some of both signs. */
    private static boolean isSumPossible(Bucket bucket) {
        if (Float.isInfinite(bucket.min()) || Float.isInfinite(bucket.max())) {
            return Double.doubleToRawLongBits(bucket.sum())
                    == Double.doubleToLongBits((double) bucket.min() + bucket.max());
        }
        double slack = ROUNDING * magnitude(bucket.min(), bucket.max());
        return bucket.mean() >= bucket.min() - slack && bucket.mean() <= bucket.max() + slack;
    }

    /** No deviation is greater than half the distance of the extremes (Popoviciu's inequality). */
    void requireStd(BlockStatistics statistics) throws BlockFormatException {
        double range = (double) statistics.max() - statistics.min();
        double most = range / 2 + ROUNDING * magnitude(statistics.min(), statistics.max());
        boolean possible = Double.isFinite(range)
                ? statistics.std() >= 0 && statistics.std() <= most
                : Double.doubleToRawLongBits(statistics.std()) == Double.doubleToLongBits(Double.NaN);
        if (!possible) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD,
                    offset,
                    "deviation is " + statistics.std() + " for samples from " + statistics.min() + " to "
                            + statistics.max());
        }
    }

    private static double magnitude(float min, float max) {
        return Math.max(Math.abs((double) min), Math.abs((double) max));
    }

    private void require(boolean holds, int number, String complaint) throws BlockFormatException {
        if (!holds) {
            throw new BlockFormatException(Reason.BAD_PAYLOAD, offset, "bucket " + number + " " + complaint);
        }
    }
}

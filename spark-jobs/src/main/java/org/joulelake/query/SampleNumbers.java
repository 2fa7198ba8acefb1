package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/** Loops over samples of one block that count them by their number on a {@link Grid}. What is missing is no sample. */
public final class SampleNumbers {

    static final DataType RANGE = DataType.fromDDL("low DOUBLE, high DOUBLE");

    private SampleNumbers() {}

    /** Thresholds of {@link Grid#BINS}. */
    public static ArrayData binThresholds(double low, double high, int bins) {
        return ArrayData.toArrayData(Grid.BINS.thresholds(low, high, bins));
    }

    /** Thresholds of {@link Grid#POINTS}. */
    public static ArrayData pointThresholds(double low, double high, int points) {
        return ArrayData.toArrayData(Grid.POINTS.thresholds(low, high, points));
    }

    /** The number of one sample. */
    public static int number(float sample, ArrayData thresholds) {
        return number(sample, thresholds.toFloatArray());
    }

    /**
     * How many samples have each number.
     *
     * @return of {@link Counts#TYPE}
     */
    public static ArrayData numbers(ArrayData values, ArrayData thresholds) {
        float[] limits = thresholds.toFloatArray();
        long[] counts = new long[limits.length + 1];
        int number = 0;
        for (float sample : values.toFloatArray()) {
            if (!Float.isNaN(sample)) {
                boolean sameAsBefore = (number == 0 || limits[number - 1] <= sample)
                        && (number == limits.length || sample < limits[number]);
                number = sameAsBefore ? number : number(sample, limits);
                counts[number]++;
            }
        }
        return Counts.of(counts, 0);
    }

    /** Least and greatest of the samples that are finite, of {@link #RANGE}; nulls if none is. */
    public static InternalRow finiteRange(ArrayData values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float sample : values.toFloatArray()) {
            if (Float.isFinite(sample)) {
                low = Math.min(low, sample);
                high = Math.max(high, sample);
            }
        }
        return new GenericInternalRow(low > high ? new Object[2] : new Object[] {(double) low, (double) high});
    }

    private static int number(float sample, float[] thresholds) {
        int from = 0;
        int until = thresholds.length;
        while (from < until) {
            int middle = (from + until) >>> 1;
            if (thresholds[middle] <= sample) {
                from = middle + 1;
            } else {
                until = middle;
            }
        }
        return from;
    }
}

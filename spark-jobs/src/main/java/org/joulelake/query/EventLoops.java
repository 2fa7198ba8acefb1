package org.joulelake.query;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

import java.util.ArrayList;
import java.util.List;

/** Loops over the samples of one block that find where events begin and end, or sum up what is between such places. */
public final class EventLoops {

    /**
     * Samples of a block from one that decides to the next that decides otherwise. {@code active}: whether they are at or
     * above the threshold, null before the first that decides; {@code settled}: how many are missing before the last one
     * that decides.
     */
    static final DataType SEGMENTS = DataTypes.createArrayType(
            DataType.fromDDL("active BOOLEAN, position INT, length INT, present BIGINT, mean DOUBLE, max FLOAT,"
                    + " settled INT"),
            false);

    /** Samples of a block between two edges; {@code number}: how many edges are not after them. */
    static final DataType STRETCHES = DataTypes.createArrayType(
            DataType.fromDDL("number INT, position INT, length INT, present BIGINT, mean DOUBLE"), false);

    private EventLoops() {}

    /**
     * Cuts samples where one is at or above the threshold and the last that decided was not, and where one is below the
     * release and the last that decided was not. What is between, or missing, decides nothing.
     *
     * @param skipped position of the first sample
     * @return of {@link #SEGMENTS}
     */
    public static ArrayData segments(ArrayData values, int skipped, float threshold, float release) {
        float[] samples = values.toFloatArray();
        List<Object> segments = new ArrayList<>();
        Boolean active = null;
        int from = 0;
        int settled = 0;
        int missing = 0;
        for (int i = 0; i < samples.length; i++) {
            float sample = samples[i];
            if (Float.isNaN(sample)) {
                missing++;
            } else if (sample >= threshold || sample < release) {
                boolean now = sample >= threshold;
                if (active == null || active != now) {
                    add(segments, active, samples, from, i, skipped, settled);
                    active = now;
                    from = i;
                    missing = 0;
                }
                settled = missing;
            }
        }
        add(segments, active, samples, from, samples.length, skipped, settled);
        return new GenericArrayData(segments.toArray());
    }

    private static void add(
            List<Object> segments, Boolean active, float[] samples, int from, int until, int skipped, int settled) {
        if (from == until) {
            return;
        }
        Sum sum = Sum.of(samples, from, until);
        segments.add(new GenericInternalRow(new Object[] {
            active, skipped + from, until - from, sum.present, sum.mean(), sum.max, active == null ? 0 : settled
        }));
    }

    /**
     * Cuts samples at edges.
     *
     * @param first index of the first sample in its session
     * @param rateHz rate of the samples
     * @param edges sample indices of a signal of {@code edgeRateHz} of the same session, ascending
     * @return of {@link #STRETCHES}
     */
    public static ArrayData stretches(ArrayData values, long first, double rateHz, ArrayData edges, double edgeRateHz) {
        float[] samples = values.toFloatArray();
        List<Object> stretches = new ArrayList<>();
        int number = samples.length == 0 ? 0 : stretch(first, rateHz, edges, edgeRateHz);
        for (int from = 0; from < samples.length; number++) {
            long edge = number < edges.numElements()
                    ? index(edges.getLong(number), edgeRateHz, rateHz) - first
                    : samples.length;
            int until = (int) Math.min(edge, samples.length);
            if (from < until) {
                Sum sum = Sum.of(samples, from, until);
                stretches.add(
                        new GenericInternalRow(new Object[] {number, from, until - from, sum.present, sum.mean()}));
                from = until;
            }
        }
        return new GenericArrayData(stretches.toArray());
    }

    /** How many edges are not after a sample. */
    public static int stretch(long index, double rateHz, ArrayData edges, double edgeRateHz) {
        int least = 0;
        int most = edges.numElements();
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (index(edges.getLong(middle), edgeRateHz, rateHz) <= index) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /** Index of the first sample of one rate that is not before a sample of another; both are counted from one origin. */
    public static long index(long of, double ofRateHz, double rateHz) {
        if (ofRateHz == rateHz) {
            return of;
        }
        long index = (long) Math.ceil(of * (rateHz / ofRateHz)) - 1;
        while (index * ofRateHz < of * rateHz) {
            index++;
        }
        return index;
    }

    /** What samples come to that are not missing. */
    private record Sum(long present, double sum, float max) {

        static Sum of(float[] samples, int from, int until) {
            double sum = 0;
            long present = 0;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = from; i < until; i++) {
                if (!Float.isNaN(samples[i])) {
                    sum += samples[i];
                    present++;
                    max = Math.max(max, samples[i]);
                }
            }
            return new Sum(present, sum, max);
        }

        double mean() {
            return sum / present;
        }
    }
}

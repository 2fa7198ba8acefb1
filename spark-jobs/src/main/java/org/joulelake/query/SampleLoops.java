package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

import java.util.ArrayList;
import java.util.List;

/**
 * Loops over the samples of one block, which Spark calls in the middle of a statement: a row for each sample costs some
 * hundred times as much. The sample at a position has the time {@code start + position / rate}, to the nearest nanosecond.
 */
public final class SampleLoops {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BUCKET = 1_024;

    private SampleLoops() {}

    /** Position of the first sample that is not before an instant: 0 to {@code count}. */
    public static int position(long startNanos, double rateHz, int count, long instantNanos) {
        if (instantNanos <= startNanos) {
            return 0;
        }
        long ahead = instantNanos - startNanos;
        double about = ahead * rateHz / NANOS_PER_SECOND;
        boolean moreThanALong = ahead < 0;
        if (moreThanALong || about > count + 1.0) {
            return count;
        }
        int position = Math.max(0, (int) about - 1);
        while (position < count && nanos(startNanos, rateHz, position) < instantNanos) {
            position++;
        }
        return position;
    }

    /** Samples multiplied one by one, as float32; both arrays are equally long. */
    public static ArrayData product(ArrayData first, ArrayData second) {
        float[] product = first.toFloatArray();
        float[] factors = second.toFloatArray();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factors[i];
        }
        return ArrayData.toArrayData(product);
    }

    /**
     * Figures of samples in a row that are in one window of time.
     *
     * @param number of the window
     * @param position of the first, in its block
     * @param present samples that are not missing; without any, the figures that follow are not good
     * @param std NaN where it is not known
     */
    record Window(long number, int position, int length, long present, double mean, double std, float min, float max) {

        InternalRow row() {
            return new GenericInternalRow(new Object[] {number, position, length, present, mean, std, min, max});
        }
    }

    /** {@link #windows(float[], int, long, double, long, long)} for a statement; of {@link QueryKernels#WINDOWS}. */
    public static ArrayData windows(
            ArrayData values, int skipped, long startNanos, double rateHz, long originNanos, long widthNanos) {
        return rows(windows(values.toFloatArray(), skipped, startNanos, rateHz, originNanos, widthNanos));
    }

    /**
     * Figures of samples in each window of time that they touch, one after another from {@code originNanos}.
     *
     * @param skipped position of the first sample
     * @param startNanos time of position 0
     */
    static List<Window> windows(
            float[] samples, int skipped, long startNanos, double rateHz, long originNanos, long widthNanos) {
        int end = skipped + samples.length;
        List<Window> windows = new ArrayList<>();
        for (int from = skipped; from < end; ) {
            long window = Math.floorDiv(nanos(startNanos, rateHz, from) - originNanos, widthNanos);
            long border = originNanos + (window + 1) * widthNanos;
            boolean endOfTime = window >= 0 && border < originNanos;
            int until = endOfTime ? end : position(startNanos, rateHz, end, border);
            windows.add(figures(window, samples, skipped, from, until));
            from = until;
        }
        return windows;
    }

    private static ArrayData rows(List<Window> windows) {
        return new GenericArrayData(windows.stream().map(Window::row).toArray());
    }

    private static Window figures(long window, float[] samples, int skipped, int from, int until) {
        double sum = 0;
        long present = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from - skipped; i < until - skipped; i++) {
            float sample = samples[i];
            if (!Float.isNaN(sample)) {
                sum += sample;
                present++;
                min = Math.min(min, sample);
                max = Math.max(max, sample);
            }
        }
        double mean = sum / present;
        double squares = 0;
        for (int i = from - skipped; i < until - skipped; i++) {
            double difference = samples[i] - mean;
            squares += Float.isNaN(samples[i]) ? 0 : difference * difference;
        }
        return new Window(window, from, until - from, present, mean, Math.sqrt(squares / present), min, max);
    }

    /** {@link #bucketWindows(Buckets, int, long, double, long, long)} for a statement; of {@link QueryKernels#WINDOWS}. */
    public static ArrayData bucketWindows(
            ArrayData mins,
            ArrayData maxs,
            ArrayData sums,
            ArrayData counts,
            int sampleCount,
            long startNanos,
            double rateHz,
            long originNanos,
            long widthNanos) {
        Buckets buckets =
                new Buckets(mins.toFloatArray(), maxs.toFloatArray(), sums.toDoubleArray(), counts.toIntArray());
        return rows(bucketWindows(buckets, sampleCount, startNanos, rateHz, originNanos, widthNanos));
    }

    /**
     * Figures of the buckets of a block in each window of time in which one begins; their standard deviation is not known.
     */
    static List<Window> bucketWindows(
            Buckets buckets, int sampleCount, long startNanos, double rateHz, long originNanos, long widthNanos) {
        List<Window> windows = new ArrayList<>();
        int end = buckets.count().length;
        for (int from = 0; from < end; ) {
            long window = Math.floorDiv(nanos(startNanos, rateHz, from * BUCKET) - originNanos, widthNanos);
            int until = from + 1;
            while (until < end && isIn(window, until, startNanos, rateHz, originNanos, widthNanos)) {
                until++;
            }
            windows.add(figures(window, buckets, from, until, sampleCount));
            from = until;
        }
        return windows;
    }

    private static Window figures(long window, Buckets buckets, int from, int until, int sampleCount) {
        long present = 0;
        double sum = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int bucket = from; bucket < until; bucket++) {
            int count = buckets.count()[bucket];
            if (count > 0) {
                present += count;
                sum += buckets.sum()[bucket];
                min = Math.min(min, buckets.min()[bucket]);
                max = Math.max(max, buckets.max()[bucket]);
            }
        }
        int first = from * BUCKET;
        int length = Math.min(until * BUCKET, sampleCount) - first;
        return new Window(window, first, length, present, sum / present, Double.NaN, min, max);
    }

    private static boolean isIn(long window, int bucket, long start, double rateHz, long origin, long width) {
        return Math.floorDiv(nanos(start, rateHz, bucket * BUCKET) - origin, width) == window;
    }

    static long nanos(long startNanos, double rateHz, int position) {
        return startNanos + (long) Math.floor(position * NANOS_PER_SECOND / rateHz + 0.5);
    }
}

package org.joulelake.query;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What samples come to, summed up one by one.
 *
 * @param present how many are not missing
 * @param sum of these, as are the others
 */
record Measured(long present, double sum, double min, double max) {

    /** Samples from one index until another, NaN where there is none. */
    static Measured of(int from, int until, IntToDoubleFunction samples) {
        double[] present = IntStream.range(from, until)
                .mapToDouble(samples)
                .filter(sample -> !Double.isNaN(sample))
                .toArray();
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double sample : present) {
            sum += sample;
            min = Math.min(min, sample);
            max = Math.max(max, sample);
        }
        return new Measured(present.length, sum, min, max);
    }

    /** Samples of a recording that have a time in a range; it is asked for each of them. */
    static IntToDoubleFunction in(Recording recording, long from, long to) {
        IntPredicate known = known(recording, from, to);
        return index -> known.test(index) ? recording.samples()[index] : Double.NaN;
    }

    /** Which samples of a recording are in the lake and have a time in a range. */
    static IntPredicate known(Recording recording, long from, long to) {
        return index -> index < recording.samples().length
                && recording.isKept().test(index / recording.blockSamples())
                && recording.nanos(index) >= from
                && recording.nanos(index) < to;
    }
}

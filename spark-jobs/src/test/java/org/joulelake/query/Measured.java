package org.joulelake.query;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What samples come to, summed up one by one.
 *
 * @param present how many are not missing
 * @param sum of these
 * @param max of these
 */
record Measured(long present, double sum, double max) {

    /** Samples from one index until another, NaN where there is none. */
    static Measured of(int from, int until, IntToDoubleFunction samples) {
        double[] present = IntStream.range(from, until)
                .mapToDouble(samples)
                .filter(sample -> !Double.isNaN(sample))
                .toArray();
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (double sample : present) {
            sum += sample;
            max = Math.max(max, sample);
        }
        return new Measured(present.length, sum, max);
    }

    /** Samples of a recording that have a time in a range; it is asked for each of them. */
    static IntToDoubleFunction in(Recording recording, long from, long to) {
        return index -> {
            boolean isIn = index < recording.samples().length
                    && recording.isKept().test(index / recording.blockSamples())
                    && recording.nanos(index) >= from
                    && recording.nanos(index) < to;
            return isIn ? recording.samples()[index] : Double.NaN;
        };
    }
}

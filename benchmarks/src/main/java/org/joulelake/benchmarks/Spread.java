package org.joulelake.benchmarks;

import java.util.List;

/**
 * Where some values lie.
 *
 * @param least the smallest
 * @param median the one in the middle
 * @param most the largest
 */
record Spread(double least, double median, double most) {

    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /** The median, with least and most behind it, each in this format of {@link String#format}. */
    String text(String format) {
        return String.format(format + " (" + format + "–" + format + ")", median, least, most);
    }
}

package org.joulelake.edge.source.sim;

import java.util.DoubleSummaryStatistics;

/**
 * Energy of some samples, before it is divided by the rate.
 *
 * @param powerSum sum of {@code (double) current × (double) voltage} in W
 * @param samples how many samples it is the sum of; those that are missing do not count
 */
record Energy(double powerSum, long samples) {

    static final Energy NONE = new Energy(0, 0);

    /** So short that rounding stays below the 13th digit; longer sums are compensated. */
    private static final int PLAIN_SUM_SAMPLES = 64;

    static Energy of(float[] current, float[] voltage) {
        DoubleSummaryStatistics powerSum = new DoubleSummaryStatistics();
        int present = 0;
        for (int from = 0; from < current.length; from += PLAIN_SUM_SAMPLES) {
            int to = Math.min(current.length, from + PLAIN_SUM_SAMPLES);
            double plainSum = 0;
            for (int i = from; i < to; i++) {
                double watts = (double) current[i] * voltage[i];
                boolean missing = Double.isNaN(watts);
                plainSum += missing ? 0 : watts;
                present += missing ? 0 : 1;
            }
            powerSum.accept(plainSum);
        }
        return new Energy(powerSum.getSum(), present);
    }
}

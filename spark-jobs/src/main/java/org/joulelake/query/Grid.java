package org.joulelake.query;

/**
 * How values of equal distance divide samples. Value i is {@code low + i × ((high − low) / steps)} in doubles, as in NumPy; a
 * sample is a float, so it is compared with thresholds that are floats, without rounding. The number of a sample is how
 * many thresholds it has reached: 0 for −∞, the greatest one for ∞, and from 1 the bins or points between.
 */
enum Grid {
    /** Bin i has the samples from value i − 1 to value i, without that one; the last bin has both. */
    BINS("joulelake_bin_thresholds") {
        @Override
        float[] thresholds(double low, double high, int bins) {
            float[] thresholds = new float[bins + 1];
            for (int i = 0; i < bins; i++) {
                thresholds[i] = notBelow(low + i * ((high - low) / bins));
            }
            thresholds[bins] = Math.nextUp((float) high);
            return thresholds;
        }
    },

    /** Point i has the samples above value i − 2, to value i − 1 and with that one. */
    POINTS("joulelake_point_thresholds") {
        @Override
        float[] thresholds(double low, double high, int points) {
            float[] thresholds = new float[points + 1];
            thresholds[0] = -Float.MAX_VALUE;
            for (int i = 0; i < points - 1; i++) {
                thresholds[i + 1] = above(low + i * ((high - low) / (points - 1)));
            }
            thresholds[points] = Math.nextUp((float) high);
            return thresholds;
        }
    };

    private final String function;

    Grid(String function) {
        this.function = function;
    }

    /** Thresholds in ascending order; {@code low} and {@code high} are floats. */
    abstract float[] thresholds(double low, double high, int steps);

    /** The same in SQL. */
    String function() {
        return function;
    }

    private static float notBelow(double value) {
        float nearest = (float) value;
        return nearest < value ? Math.nextUp(nearest) : nearest;
    }

    private static float above(double value) {
        float nearest = (float) value;
        return nearest > value ? nearest : Math.nextUp(nearest);
    }
}

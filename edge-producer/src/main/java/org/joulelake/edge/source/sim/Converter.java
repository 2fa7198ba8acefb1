package org.joulelake.edge.source.sim;

/** The instrument's converter with its ranges, as it is on one part. */
final class Converter {

    /** Nominal full scale of the current ranges in A, the least sensitive first, as {@code current_range} counts. */
    private static final double[] FULL_SCALE_AMPERES = {10, 2, 180e-3, 18e-3, 1.8e-3, 180e-6, 18e-6};

    private static final double[] CURRENT_NOISE_CODES = {1.5, 1.5, 2, 2.5, 3, 6, 22};
    private static final double FULL_SCALE_VOLTS = 5;
    private static final double VOLTAGE_NOISE_CODES = 2;
    private static final double CODES_PER_FULL_SCALE = 14_000;

    private final AdcRange[] current = new AdcRange[FULL_SCALE_AMPERES.length];
    private final AdcRange voltage;

    Converter(Part part) {
        for (int i = 0; i < current.length; i++) {
            current[i] = range(part, FULL_SCALE_AMPERES[i], CURRENT_NOISE_CODES[i]);
        }
        voltage = range(part, FULL_SCALE_VOLTS, VOLTAGE_NOISE_CODES);
    }

    private static AdcRange range(Part part, double fullScale, double noiseCodes) {
        return new AdcRange(-part.offsetCodes(), part.gainFactor() * fullScale / CODES_PER_FULL_SCALE, noiseCodes);
    }

    /** Number of the most sensitive current range that holds this current. */
    int rangeFor(double amperes) {
        int range = current.length - 1;
        while (range > 0 && !current[range].holds(amperes)) {
            range--;
        }
        return range;
    }

    AdcRange current(int range) {
        return current[range];
    }

    AdcRange voltage() {
        return voltage;
    }
}

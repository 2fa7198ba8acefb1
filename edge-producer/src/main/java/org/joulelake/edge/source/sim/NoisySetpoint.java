package org.joulelake.edge.source.sim;

/**
 * A constant quantity with noise, as the converter sees it.
 *
 * @param range the converter's range
 * @param code the quantity in codes, plus one half for rounding
 * @param noiseCodes standard deviation of all noise in codes
 */
record NoisySetpoint(AdcRange range, float code, float noiseCodes) {

    /**
     * A quantity in a range.
     *
     * @param quantity mean in A or V
     * @param ownNoise standard deviation of the quantity itself in A or V; the converter adds its own
     */
    static NoisySetpoint of(AdcRange range, double quantity, double ownNoise) {
        double own = ownNoise / range.gain();
        double noise = Math.sqrt(own * own + range.noiseCodes() * range.noiseCodes());
        return new NoisySetpoint(range, (float) (range.code(quantity) + 0.5), (float) noise);
    }

    /** A sample, given a normally distributed number. */
    float sample(float normal) {
        return range.sample((int) (code + noiseCodes * normal));
    }
}

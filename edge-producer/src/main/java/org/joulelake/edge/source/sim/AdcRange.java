package org.joulelake.edge.source.sim;

/**
 * One range of the instrument's converter: the lattice on which its samples lie.
 *
 * @param offset added to a code before it is scaled, in codes
 * @param gain A or V per code
 * @param noiseCodes standard deviation of the converter's own noise in codes
 */
record AdcRange(double offset, double gain, double noiseCodes) {

    private static final int MAX_CODE = (1 << 14) - 1;
    private static final int HEADROOM_CODES = 1_000;

    /** The sample that a code stands for; codes that do not exist are moved to the nearest that does. */
    float sample(int code) {
        int held = Math.max(0, Math.min(MAX_CODE, code));
        return (float) ((held + offset) * gain);
    }

    /** The code for a quantity in A or V, before rounding. */
    double code(double quantity) {
        return quantity / gain - offset;
    }

    /** Whether a quantity and the noise around it fit the range. */
    boolean holds(double quantity) {
        return code(quantity) <= MAX_CODE - HEADROOM_CODES;
    }
}

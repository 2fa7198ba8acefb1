package org.joulelake.local.picture;

import java.util.Set;

/**
 * A unit with the prefix that reads best.
 *
 * @param name such as {@code mW}
 * @param size one of it in the unit without a prefix, such as 0.001
 */
public record PrefixedUnit(String name, double size) {

    private static final String[] PREFIXES = {"p", "n", "µ", "m", "", "k", "M", "G"};
    private static final int LEAST_THOUSANDS = -4;
    private static final double THOUSAND = 1e3;

    /** Units that people write with a prefix. */
    private static final Set<String> PREFIXED = Set.of("A", "V", "W", "J", "C", "Ω", "Hz", "s");

    /** Whether people write this unit with prefixes. */
    public static boolean isKnown(String unit) {
        return PREFIXED.contains(unit);
    }

    /** For values of about this magnitude, which are from 1 to 1,000 then; without a prefix where the unit takes none. */
    public static PrefixedUnit of(double magnitude, String unit) {
        int thousands = 0;
        if (isKnown(unit) && magnitude > 0 && Double.isFinite(magnitude)) {
            thousands = Math.max(LEAST_THOUSANDS, (int) Math.floor(Math.log10(magnitude) / Math.log10(THOUSAND)));
            thousands = Math.min(PREFIXES.length - 1 + LEAST_THOUSANDS, thousands);
        }
        return new PrefixedUnit(PREFIXES[thousands - LEAST_THOUSANDS] + unit, Math.pow(THOUSAND, thousands));
    }
}

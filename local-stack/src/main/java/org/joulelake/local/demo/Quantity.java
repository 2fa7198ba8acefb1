package org.joulelake.local.demo;

import java.util.Locale;

/** Physical quantities with the prefix that reads best. */
final class Quantity {

    private static final String[] PREFIXES = {"", "m", "µ", "n"};
    private static final double STEP = 1e3;

    private Quantity() {}

    /** The value with four digits after the point, such as {@code 100.3969 µJ}; a dash where it is not known. */
    static String format(double value, String unit) {
        if (Double.isNaN(value)) {
            return "-";
        }
        int prefix = 0;
        double scaled = value;
        while (Math.abs(scaled) < 1 && prefix < PREFIXES.length - 1 && value != 0) {
            scaled *= STEP;
            prefix++;
        }
        return String.format(Locale.ROOT, "%.4f %s%s", scaled, PREFIXES[prefix], unit);
    }
}

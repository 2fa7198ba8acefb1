package org.joulelake.local.picture;

import java.util.Locale;

/** Physical quantities with the prefix that reads best. */
public final class Quantity {

    private Quantity() {}

    /** The value with four digits after the point, such as {@code 100.3969 µJ}; a dash where it is not known. */
    public static String format(double value, String unit) {
        return format("%.4f", value, unit);
    }

    /** The value with four digits, such as {@code 100.4 µJ}; a dash where it is not known. */
    public static String brief(double value, String unit) {
        return format("%.4g", value, unit);
    }

    private static String format(String digits, double value, String unit) {
        if (Double.isNaN(value)) {
            return "-";
        }
        PrefixedUnit prefixed = PrefixedUnit.of(Math.abs(value), unit);
        return (String.format(Locale.ROOT, digits, value / prefixed.size()) + " " + prefixed.name()).strip();
    }
}

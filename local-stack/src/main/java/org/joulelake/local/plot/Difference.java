package org.joulelake.local.plot;

import org.apache.spark.sql.Row;

import java.util.Locale;
import java.util.Optional;

import org.joulelake.local.picture.Quantity;

/** The row of the table function {@code compare} in words. */
final class Difference {

    private Difference() {}

    /** A line for people; empty if power of one of the two is not known. */
    static Optional<String> sentence(Row row, String a, String b) {
        if (row.isNullAt(row.fieldIndex("mean_power_a_w")) || row.isNullAt(row.fieldIndex("mean_power_b_w"))) {
            return Optional.empty();
        }
        return Optional.of("%s against %s: mean power %s against %s; %s"
                .formatted(
                        Names.brief(b),
                        Names.brief(a),
                        Quantity.brief(row.<Double>getAs("mean_power_b_w"), "W"),
                        Quantity.brief(row.<Double>getAs("mean_power_a_w"), "W"),
                        difference(row)));
    }

    private static String difference(Row row) {
        String period = Quantity.brief(row.<Double>getAs("period_s"), "s");
        String periods =
                "%d and %d periods".formatted(row.<Integer>getAs("periods_a"), row.<Integer>getAs("periods_b"));
        if (row.isNullAt(row.fieldIndex("difference_percent"))) {
            return "no difference: there are %s of %s".formatted(periods, period);
        }
        String percent = "energy of %s %s %%".formatted(period, signed(row.getAs("difference_percent")));
        if (row.isNullAt(row.fieldIndex("difference_low_percent"))) {
            return "%s, without an interval from %s".formatted(percent, periods);
        }
        double low = row.getAs("difference_low_percent");
        double high = row.getAs("difference_high_percent");
        return "%s (95 %% interval %s to %s %%, %s)%s"
                .formatted(percent, signed(low), signed(high), periods, low <= 0 && high >= 0 ? ": may be none" : "");
    }

    private static String signed(double percent) {
        return String.format(Locale.ROOT, "%+.2f", percent).replace('-', '−');
    }
}

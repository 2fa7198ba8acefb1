package org.joulelake.query;

import java.util.Collection;
import java.util.stream.Collectors;

/** Constants in SQL. */
final class Sql {

    private static final long NANOS_PER_MICRO = 1_000;

    /** Of columns {@code unit} and {@code other_unit}, the least and the greatest of each group; to stand after HAVING. */
    static final String ONE_UNIT =
            """
            IF(coalesce(min(unit) = max(other_unit), true), true, CAST(raise_error(
              'the sessions have samples in ' || min(unit) || ' and in ' || max(other_unit) || ': ask for one session')
              AS BOOLEAN))""";

    private Sql() {}

    static String text(String text) {
        // Spark puts the value of a variable for ${…}, in texts, too.
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\u0024") + "'";
    }

    static String texts(Collection<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", "));
    }

    /** The least long has no literal of its own. */
    static String number(long number) {
        return "CAST('" + number + "' AS BIGINT)";
    }

    /** A float32, infinities too. */
    static String real(float number) {
        return "CAST('" + number + "' AS FLOAT)";
    }

    /** A float64, infinities too. */
    static String real(double number) {
        return "CAST('" + number + "' AS DOUBLE)";
    }

    /** A timestamp, rounded down to a microsecond. */
    static String timestamp(long nanos) {
        return "timestamp_micros(" + number(Math.floorDiv(nanos, NANOS_PER_MICRO)) + ")";
    }
}

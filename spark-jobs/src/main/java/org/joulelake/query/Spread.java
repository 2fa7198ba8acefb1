package org.joulelake.query;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many samples of a question lie where between the least and the greatest of them that is finite, in steps of equal
 * width. Where blocks have all samples, the lake is asked for the ends first: the statement then reads the samples of
 * those blocks only that are not within one step.
 */
final class Spread {

    private static final String INFINITE =
            "(min = %s OR max = %s)".formatted(Sql.real(Float.NEGATIVE_INFINITY), Sql.real(Float.POSITIVE_INFINITY));

    /** Adding 0 makes 0 of −0. */
    private static final String ENDS =
            """
            SELECT struct(min(low) + 0D AS low, max(high) + 0D AS high) FROM (
              SELECT CAST(min AS DOUBLE) AS low, CAST(max AS DOUBLE) AS high FROM (%s)
              UNION ALL
              SELECT one.low, one.high FROM (SELECT joulelake_finite_range(`values`) AS one FROM (%s)))""";

    private static final String COMMONEST =
            """
            SELECT number FROM (
              SELECT joulelake_number(min, %1$s) AS number, joulelake_number(max, %1$s) AS number_of_max
              FROM (%2$s) WHERE whole)
            WHERE number = number_of_max GROUP BY number ORDER BY count(*) DESC, number LIMIT %3$d""";

    private static final String ANSWER =
            """
            SELECT number, coalesce(count, 0L) AS count, ends.low, ends.high, steps, %4$s AS covered
            FROM (SELECT explode(sequence(0, steps + 1)) AS number, ends, steps
                  FROM (SELECT %1$s AS ends, %2$s AS steps))
            LEFT JOIN (%3$s) USING (number)
            WHERE count > 0 OR ends.low IS NOT NULL AND number BETWEEN 1 AND steps""";

    private final Readings readings;
    private final Grid grid;
    private final int most;
    private final String ends;
    private final Intervals crossed;

    /** @param most how many steps there are, unless all samples are equal: then there is one */
    Spread(Readings readings, Grid grid, int most) {
        this.readings = readings;
        this.grid = grid;
        this.most = most;
        String subquery = ENDS.formatted(readings.figuresWithout(INFINITE), readings.arrays(INFINITE));
        if (!readings.areAllInBlocks()) {
            ends = "(" + subquery + ")";
            crossed = Intervals.ALL;
            return;
        }
        Row found = rows(subquery).get(0).getStruct(0);
        ends = "named_struct('low', %s, 'high', %s)".formatted(end(found, 0), end(found, 1));
        crossed = found.isNullAt(0) ? Intervals.ALL : crossed(found.getDouble(0), found.getDouble(1));
    }

    /**
     * Columns {@code number}, of {@link Grid}, {@code count}, {@code low, high, steps} and {@code covered}, of {@link
     * Readings}; a row for each step and for infinities that there are.
     */
    String sql() {
        String counts = Tally.of(
                readings,
                "joulelake_number(min, %s)".formatted(thresholds()),
                "joulelake_numbers(`values`, %s)".formatted(thresholds()),
                crossed);
        return ANSWER.formatted(ends, steps(), counts, readings.covered());
    }

    private Intervals crossed(double low, double high) {
        float[] thresholds = grid.thresholds(low, high, low == high ? 1 : most);
        if (thresholds.length <= Intervals.MOST) {
            return Intervals.around(thresholds, Set.of());
        }
        Set<Integer> commonest = rows(COMMONEST.formatted(thresholds(), readings.blocks(), Intervals.MOST - 1)).stream()
                .map(row -> row.getInt(0))
                .collect(Collectors.toSet());
        return Intervals.around(thresholds, commonest);
    }

    private String thresholds() {
        return "%s(coalesce(%2$s.low, 0D), coalesce(%2$s.high, 0D), %3$s)".formatted(grid.function(), ends, steps());
    }

    private String steps() {
        return "IF(%1$s.low = %1$s.high, 1, %2$d)".formatted(ends, most);
    }

    private static String end(Row ends, int index) {
        return ends.isNullAt(index) ? "CAST(NULL AS DOUBLE)" : Sql.real(ends.getDouble(index));
    }

    private static List<Row> rows(String query) {
        return SparkSession.active().sql(query).collectAsList();
    }
}

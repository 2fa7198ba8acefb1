package org.joulelake.query;

import java.util.List;

/** {@code stats(device, algorithm, signal, from, to, session)}: the figures of the vendor's viewer, exact. */
final class StatsFunction implements TableFunction {

    private static final String TOTAL =
            """
            SELECT present AS sample_count, missing AS missing_count, sessions, seconds, unit, base + average AS mean,
                   sqrt(variance) AS std, sqrt(variance + (base + average) * (base + average)) AS rms, min, max,
                   CAST(max AS DOUBLE) - CAST(min AS DOUBLE) AS peak_to_peak, integral,
                   CASE unit WHEN 'A' THEN 'C' WHEN 'W' THEN 'J' WHEN '' THEN 's' ELSE unit || '·s' END AS integral_unit
            FROM (
              SELECT *, IF(present > 0, greatest(sum_of_squares / present - average * average, 0D), NULL) AS variance
              FROM (
                SELECT coalesce(sum(present), 0L) AS present, coalesce(sum(missing), 0L) AS missing,
                       count(DISTINCT session) AS sessions, coalesce(sum(seconds), 0D) AS seconds, min(unit) AS unit,
                       sum(sum) / nullif(sum(present), 0) AS average, sum(sum_of_squares) AS sum_of_squares,
                       sum(integral) AS integral, min(min) AS min, max(max) AS max, max(base) AS base
                FROM (%s) HAVING %s))""";

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "session");
    }

    @Override
    public int required() {
        return 5;
    }

    @Override
    public String description() {
        return "one row with the statistics of a signal from <= time < to.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        String signal = arguments.text("signal");
        if (signal.equals(Power.SIGNAL)) {
            return total(Power.of(question));
        }
        Parts parts = new Parts(question);
        parts.require(List.of(signal));
        return total(Pieces.of(parts, signal), Pieces.base(parts, signal));
    }

    private static String total(Power power) {
        return total(String.join(" UNION ALL ", power.pieces(Windows.ONE).values()), power.base());
    }

    private static String total(String pieces, String base) {
        return TOTAL.formatted(Pieces.stretches(pieces, base), Sql.ONE_UNIT);
    }
}

package org.joulelake.query;

import java.util.List;

/**
 * {@code compare(device, algorithm_a, algorithm_b, from, to, period_s, session_a, session_b)}: energy of two algorithms, and
 * how far apart they are by the energy of periods of equal length.
 */
final class CompareFunction implements TableFunction {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double DEFAULT_PERIOD_SECONDS = 1;
    private static final double LONGEST_PERIOD_SECONDS = 1e9;

    /** A period that is put together from blocks or buckets is at most this part too long or too short. */
    private static final int PIECES_IN_PERIOD = 100;

    /** Of a period that is cut by an end of its session nothing is known; it counts in the energy, not in the interval. */
    private static final String SIDE =
            """
            SELECT sum(energy) AS energy, sum(energy) / nullif(sum(present_s), 0) AS power,
                   coalesce(sum(seconds), 0D) AS seconds, coalesce(sum(missing), 0L) AS missing,
                   count(DISTINCT session) AS sessions, flatten(collect_list(periods)) AS periods
            FROM (
              SELECT session, sum(energy) AS energy, sum(present / rate) AS present_s,
                     (max(end_index) - min(first_index)) / max(rate) AS seconds,
                     max(end_index) - min(first_index) - sum(present) AS missing,
                     collect_list(IF(present > 0 AND end_index - first_index >= %2$s * rate, power * %3$s, NULL))
                       AS periods
              FROM (
                SELECT session, from_ns, max(sample_rate_hz) AS rate, sum(present) AS present,
                       sum(IF(present > 0, present * mean / sample_rate_hz, 0D)) AS energy,
                       sum(IF(present > 0, present * mean, 0D)) / nullif(sum(present), 0) AS power,
                       min(first_index) AS first_index, max(end_index) AS end_index
                FROM (%1$s) GROUP BY session, from_ns, number
              )
              GROUP BY session, from_ns
            )""";

    private static final String BOTH =
            """
            SELECT a.energy AS energy_a_j, b.energy AS energy_b_j, a.power AS mean_power_a_w, b.power AS mean_power_b_w,
                   of.difference AS difference_j, of.low AS difference_low_j, of.high AS difference_high_j,
                   of.percent AS difference_percent, of.percent_low AS difference_low_percent,
                   of.percent_high AS difference_high_percent, %s AS period_s,
                   size(a.periods) AS periods_a, size(b.periods) AS periods_b, a.seconds AS seconds_a,
                   b.seconds AS seconds_b, a.missing AS missing_a, b.missing AS missing_b, a.sessions AS sessions_a,
                   b.sessions AS sessions_b,
                   '95 %% interval: Welch for the difference, Fieller for percent, of energy per period' AS method
            FROM (SELECT a, b, joulelake_difference(a.periods, b.periods) AS of
                  FROM (SELECT struct(*) AS a FROM (%s)) CROSS JOIN (SELECT struct(*) AS b FROM (%s)))""";

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm_a", "algorithm_b", "from", "to", "period_s", "session_a", "session_b");
    }

    @Override
    public int required() {
        return 5;
    }

    @Override
    public String description() {
        return "one row with the energy of two algorithms and an interval of their difference per period.";
    }

    @Override
    public String sql(Arguments arguments) {
        double seconds = arguments.positive("period_s", DEFAULT_PERIOD_SECONDS);
        long nanos = Math.round(seconds * NANOS_PER_SECOND);
        if (nanos == 0 || seconds > LONGEST_PERIOD_SECONDS) {
            throw new QueryException("period_s of compare must be from 0.000000001 to 1000000000, not " + seconds);
        }
        return BOTH.formatted(
                Sql.real(seconds),
                side(Question.of(arguments, "algorithm_a", "session_a"), seconds, nanos),
                side(Question.of(arguments, "algorithm_b", "session_b"), seconds, nanos));
    }

    private static String side(Question question, double seconds, long nanos) {
        Power power = Power.required(new Parts(question));
        List<Extent> extents = power.extents();
        Windows periods = extents.isEmpty() ? Windows.ONE : Windows.ofSessions(nanos, extents, PIECES_IN_PERIOD);
        return SIDE.formatted(
                String.join(" UNION ALL ", power.pieces(periods).values()),
                Sql.real(seconds * (1 - 1.0 / PIECES_IN_PERIOD)),
                Sql.real(seconds));
    }
}

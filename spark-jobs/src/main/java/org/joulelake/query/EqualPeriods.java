package org.joulelake.query;

import java.util.List;

/** Periods of equal length, counted from the first sample of each session. */
record EqualPeriods(double periodSeconds, long nanos) implements Portions {

    static final String PER = "period";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double DEFAULT_SECONDS = 1;
    private static final double LONGEST_SECONDS = 1e9;

    /** A period that is put together from blocks or buckets is at most this part too long or too short. */
    private static final int PIECES_IN_PERIOD = 100;

    /** Of a period that is cut by an end of its session nothing is known; it counts in the energy, not in the interval. */
    private static final String PERIODS =
            """
            SELECT session, from_ns, rate, present, energy, first_index, end_index,
                   IF(whole, power * %3$s, NULL) AS portion_energy, IF(whole, %3$s, NULL) AS portion_s
            FROM (
              SELECT session, from_ns, max(sample_rate_hz) AS rate, sum(present) AS present,
                     sum(IF(present > 0, present * mean / sample_rate_hz, 0D)) AS energy,
                     sum(IF(present > 0, present * mean, 0D)) / nullif(sum(present), 0) AS power,
                     min(first_index) AS first_index, max(end_index) AS end_index,
                     sum(present) > 0 AND %2$s AS whole
              FROM (%1$s) GROUP BY session, from_ns, number
            )""";

    static EqualPeriods of(Arguments arguments) {
        arguments.requireNone("per => 'event' or 'cycle'", EventPortions.PARAMETERS);
        return of(arguments, "compare");
    }

    /** As a call of this function says by {@code period_s}. */
    static EqualPeriods of(Arguments arguments, String function) {
        double seconds = arguments.positive("period_s", DEFAULT_SECONDS);
        long nanos = Math.round(seconds * NANOS_PER_SECOND);
        if (nanos == 0 || seconds > LONGEST_SECONDS) {
            throw new QueryException(
                    "period_s of %s must be from 0.000000001 to 1000000000, not %s".formatted(function, seconds));
        }
        return new EqualPeriods(seconds, nanos);
    }

    @Override
    public String sql(Question question, Power power) {
        return PERIODS.formatted(
                pieces(power), whole("max(end_index) - min(first_index)", "max(sample_rate_hz)"), seconds());
    }

    /** {@link Pieces} of power, each in one period. */
    String pieces(Power power) {
        List<Extent> extents = power.extents();
        Windows periods = extents.isEmpty() ? Windows.ONE : Windows.ofSessions(nanos, extents, PIECES_IN_PERIOD);
        return String.join(" UNION ALL ", power.pieces(periods).values());
    }

    /** Whether a period is whole that has so many samples of this rate, as SQL; of few it has as many as fit into it. */
    String whole(String length, String rate) {
        return "%s >= least(%s * %s, floor(%dL * %s / 1e9D))"
                .formatted(length, Sql.real(periodSeconds * (1 - 1.0 / PIECES_IN_PERIOD)), rate, nanos, rate);
    }

    @Override
    public String seconds() {
        return Sql.real(periodSeconds);
    }

    @Override
    public String words() {
        return PER;
    }
}

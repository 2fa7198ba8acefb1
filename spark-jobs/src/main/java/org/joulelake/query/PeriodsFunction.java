package org.joulelake.query;

import java.util.List;

/**
 * {@code periods(device, algorithm, from, to, period_s, session)}: energy of one period after the other, as {@code compare} looks
 * at them.
 */
final class PeriodsFunction implements TableFunction {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double DEFAULT_PERIOD_SECONDS = 1;

    /** A period that is put together from blocks or buckets is at most this part too long or too short. */
    private static final int PIECES_IN_PERIOD = 100;

    /** Of few samples, a whole period has as many as fit into it. */
    private static final String PERIODS =
            """
            SELECT session, number AS period, timestamp_micros(first_ns div 1000L - if(first_ns %% 1000L < 0, 1L, 0L)) AS ts,
                   first_ns AS ts_ns, last_ns AS until_ns, energy AS energy_j, energy * rate / nullif(present, 0) AS mean_power_w,
                   present AS sample_count, length - present AS missing_count,
                   present > 0 AND length >= least(%2$s * rate, floor(%3$s * rate)) AS complete
            FROM (
              SELECT session, number, min(start_ns) AS first_ns, max(end_ns) AS last_ns, max(sample_rate_hz) AS rate,
                     sum(present) AS present, max(end_index) - min(first_index) AS length,
                     sum(IF(present > 0, present * mean / sample_rate_hz, 0D)) AS energy
              FROM (%1$s) GROUP BY session, from_ns, number
            )
            ORDER BY ts_ns, session""";

    @Override
    public String name() {
        return "periods";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "from", "to", "period_s", "session");
    }

    @Override
    public int required() {
        return 4;
    }

    @Override
    public String description() {
        return "a row with the energy of each period of equal length, from the first sample of its session on.";
    }

    @Override
    public String sql(Arguments arguments) {
        double seconds = arguments.positive("period_s", DEFAULT_PERIOD_SECONDS);
        long nanos = Math.round(seconds * NANOS_PER_SECOND);
        if (nanos == 0 || nanos == Long.MAX_VALUE) {
            throw new QueryException("period_s of periods must be from 0.000000001 to 9000000000, not " + seconds);
        }
        Power power = Power.of(Question.of(arguments));
        List<Extent> extents = power.extents();
        Extent.requireWatts(extents);
        Windows periods = extents.isEmpty() ? Windows.ONE : Windows.ofSessions(nanos, extents, PIECES_IN_PERIOD);
        return PERIODS.formatted(
                String.join(" UNION ALL ", power.pieces(periods).values()),
                Sql.real(seconds * (1 - 1.0 / PIECES_IN_PERIOD)),
                Sql.real(seconds));
    }
}

package org.joulelake.query;

import java.util.List;

/**
 * {@code periods(device, algorithm, from, to, period_s, session)}: energy of one period after the other, as {@code compare} looks
 * at them.
 */
final class PeriodsFunction implements TableFunction {

    private static final String PERIODS =
            """
            SELECT session, number AS period, timestamp_micros(first_ns div 1000L - if(first_ns %% 1000L < 0, 1L, 0L)) AS ts,
                   first_ns AS ts_ns, last_ns AS until_ns, energy AS energy_j, energy * rate / nullif(present, 0) AS mean_power_w,
                   present AS sample_count, length - present AS missing_count,
                   present > 0 AND %2$s AS complete
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
        EqualPeriods periods = EqualPeriods.of(arguments, name());
        Power power = Power.of(Question.of(arguments));
        Extent.requireWatts(power.extents());
        return PERIODS.formatted(periods.pieces(power), periods.whole("length", "rate"));
    }
}

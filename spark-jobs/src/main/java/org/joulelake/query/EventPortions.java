package org.joulelake.query;

import java.util.List;

/**
 * Events, or cycles, which are from the beginning of an event to that of the next. What is not complete, or misses a sample,
 * is not compared: it may be two of them, or half of one.
 */
record EventPortions(Hysteresis hysteresis, boolean cycles) implements Portions {

    static final String PER_EVENT = "event";
    static final String PER_CYCLE = "cycle";
    static final List<String> PARAMETERS = List.of("event_signal", "threshold", "release", "min_s");

    private static final String EVENTS =
            """
            SELECT session, from_ns, power_rate_hz AS rate, power_present AS present, coalesce(energy, 0D) AS energy,
                   power_first AS first_index, power_end AS end_index, IF(compared, energy, NULL) AS portion_energy,
                   IF(compared, length / sample_rate_hz, NULL) AS portion_s
            FROM (SELECT *, number %% 2 = 1 AND seen AND end_seen AND length = present AND power_missing = 0 AS compared
                  FROM (%s))
            WHERE power_present IS NOT NULL""";

    private static final String CYCLES =
            """
            SELECT session, from_ns, rate, present, coalesce(energy, 0D) AS energy, first_index, end_index,
                   IF(compared, energy, NULL) AS portion_energy, IF(compared, seconds, NULL) AS portion_s
            FROM (
              SELECT *, cycle > 0 AND full AND seen
                          AND lead(seen) OVER (PARTITION BY session, from_ns ORDER BY cycle) AS compared
              FROM (
                SELECT session, from_ns, (number + 1) div 2 AS cycle, max(power_rate_hz) AS rate,
                       sum(power_present) AS present, sum(energy) AS energy, min(power_first) AS first_index,
                       max(power_end) AS end_index, max(IF(number %% 2 = 1, seen, NULL)) AS seen,
                       sum(length / sample_rate_hz) AS seconds,
                       bool_and(coalesce(length = present AND power_missing = 0, false)) AS full
                FROM (%s) GROUP BY session, from_ns, (number + 1) div 2
              )
            )
            WHERE present IS NOT NULL""";

    static EventPortions of(Arguments arguments, boolean cycles) {
        arguments.requireNone("per => 'period'", List.of("period_s"));
        return new EventPortions(Hysteresis.of(arguments, "event_signal"), cycles);
    }

    @Override
    public String sql(Question question, Power power) {
        return (cycles ? CYCLES : EVENTS).formatted(StretchEnergy.of(question, power, hysteresis));
    }

    @Override
    public String seconds() {
        return "CAST(NULL AS DOUBLE)";
    }

    @Override
    public String words() {
        return cycles ? "cycle, from one event to the next" : "event";
    }
}

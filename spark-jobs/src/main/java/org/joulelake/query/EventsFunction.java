package org.joulelake.query;

import java.util.List;

/**
 * {@code events(device, algorithm, signal, from, to, threshold, release, min_s, session)}: what begins where a signal comes to a
 * threshold and ends where it falls below another.
 */
final class EventsFunction implements TableFunction {

    private static final String EVENTS =
            """
            SELECT session, row_number() OVER (PARTITION BY session ORDER BY first_index) AS number,
                   timestamp_micros(start_ns div 1000L - if(start_ns %% 1000L < 0, 1L, 0L)) AS ts, start_ns AS from_ns,
                   end_ns AS until_ns, length / sample_rate_hz AS duration_s, energy AS energy_j, mean, peak, unit,
                   length - present AS missing_count, power_missing AS power_missing_count, seen AND end_seen AS complete
            FROM (%s) WHERE number %% 2 = 1
            ORDER BY from_ns, session""";

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "threshold", "release", "min_s", "session");
    }

    @Override
    public int required() {
        return 6;
    }

    @Override
    public String description() {
        return "a row for each event from the first sample at or above threshold until the first below release.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        Hysteresis hysteresis = Hysteresis.of(arguments, "signal");
        return EVENTS.formatted(StretchEnergy.of(question, new Power(new Parts(question)), hysteresis));
    }
}

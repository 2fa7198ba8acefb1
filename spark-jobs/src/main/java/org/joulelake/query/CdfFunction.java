package org.joulelake.query;

import java.util.List;

/**
 * {@code cdf(device, algorithm, signal, from, to, points, session)}: which part of all samples is not above each of so many
 * values at equal distances.
 */
final class CdfFunction implements TableFunction {

    private static final int LEAST_POINTS = 2;
    private static final int MOST_POINTS = 100_000;

    private static final String ROWS =
            """
            SELECT CASE number WHEN 0 THEN -double('infinity') WHEN steps + 1 THEN double('infinity') WHEN steps THEN high
                   ELSE low + (number - 1) * ((high - low) / (steps - 1)) END AS value,
                   sum(count) OVER (ORDER BY number) AS count,
                   sum(count) OVER (ORDER BY number) / sum(count) OVER () AS fraction, sum(count) OVER () AS sample_count,
                   covered.length - sum(count) OVER () AS missing_count, covered.sessions, covered.unit
            FROM (%s) ORDER BY number""";

    @Override
    public String name() {
        return "cdf";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "points", "session");
    }

    @Override
    public int required() {
        return 6;
    }

    @Override
    public String description() {
        return "a row for each of so many values, with the part of all samples of from <= time < to that is not above it.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        int points = arguments.count("points", LEAST_POINTS, MOST_POINTS);
        Readings readings = Readings.of(question, arguments.text("signal"));
        return ROWS.formatted(new Spread(readings, Grid.POINTS, points).sql());
    }
}

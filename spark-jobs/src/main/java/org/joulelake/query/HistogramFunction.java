package org.joulelake.query;

import java.util.List;

/** {@code histogram(device, algorithm, signal, from, to, bins, session)}: how many samples are in bins of equal width. */
final class HistogramFunction implements TableFunction {

    private static final int MOST_BINS = 100_000;

    private static final String ROWS =
            """
            SELECT CASE number WHEN 0 THEN -double('infinity') WHEN steps + 1 THEN double('infinity')
                   ELSE low + (number - 1) * ((high - low) / steps) END AS from_value,
                   CASE number WHEN 0 THEN -double('infinity') WHEN steps + 1 THEN double('infinity') WHEN steps THEN high
                   ELSE low + number * ((high - low) / steps) END AS to_value,
                   count, count / sum(count) OVER () AS fraction, sum(count) OVER () AS sample_count,
                   covered.length - sum(count) OVER () AS missing_count, covered.sessions, covered.unit
            FROM (%s) ORDER BY number""";

    @Override
    public String name() {
        return "histogram";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "bins", "session");
    }

    @Override
    public int required() {
        return 6;
    }

    @Override
    public String description() {
        return "a row for each of so many bins of equal width, with how many samples of from <= time < to are in it.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        int bins = arguments.count("bins", MOST_BINS);
        Readings readings = Readings.of(question, arguments.text("signal"));
        return ROWS.formatted(new Spread(readings, Grid.BINS, bins).sql());
    }
}

package org.joulelake.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code quantiles(device, algorithm, signal, from, to, at, session)}: the samples at these places of all samples in order,
 * found by counting them by the upper half of their bits, and those of the right half by all bits.
 */
final class QuantilesFunction implements TableFunction {

    private static final int MOST = 1_000;

    /** A struct for each place: the upper half of its sample, and how many samples of that half are before it. */
    private static final String TARGETS =
            """
            (SELECT collect_list(struct(place, number, rank - (until - count) AS rank, total))
             FROM (
               SELECT *, greatest(CAST(ceil(one.at * total - 1D) AS BIGINT), 0L) AS rank, one.place
               FROM (SELECT number, count, sum(count) OVER (ORDER BY number) AS until, sum(count) OVER () AS total
                     FROM (%1$s))
               LATERAL VIEW explode(filter(%2$s, one -> greatest(CAST(ceil(one.at * total - 1D) AS BIGINT), 0L)
                                                        BETWEEN until - count AND until - 1L)) AS one))""";

    private static final String FOUND =
            """
            SELECT target.place, joulelake_value(number) AS value
            FROM (SELECT explode(%1$s) AS target)
            JOIN (SELECT number, shiftright(number, 16) AS upper, count, sum(count) OVER (PARTITION BY shiftright(number, 16) ORDER BY number)
                    AS until
                  FROM (SELECT number, sum(count) AS count FROM (%2$s) GROUP BY number))
            ON upper = target.number AND target.rank BETWEEN until - count AND until - 1L""";

    private static final String ANSWER =
            """
            SELECT at, value, sample_count, covered.length - sample_count AS missing_count, covered.sessions, covered.unit
            FROM (
              SELECT one.at, one.place, coalesce(try_element_at(%1$s, 1).total, 0L) AS sample_count, %2$s AS covered
              FROM (SELECT explode(%3$s) AS one)
            )
            LEFT JOIN (%4$s) USING (place)
            ORDER BY place""";

    @Override
    public String name() {
        return "quantiles";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "at", "session");
    }

    @Override
    public int required() {
        return 6;
    }

    @Override
    public String description() {
        return "a row for each number from 0 to 1 in at, with the sample below which such a part of all samples is.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        List<Double> at = arguments.fractions("at", MOST);
        Readings readings = Readings.of(question, arguments.text("signal"));
        Intervals near = Brackets.of(readings, at);
        String places = places(at);
        String targets = TARGETS.formatted(
                Tally.of(readings, "joulelake_upper(min)", "joulelake_uppers(`values`)", near), places);
        String found = FOUND.formatted(
                targets, Tally.inArrays(readings, "joulelake_within(`values`, %s.number)".formatted(targets), near));
        return ANSWER.formatted(targets, readings.covered(), places, found);
    }

    private static String places(List<Double> at) {
        return at.stream()
                .map(Sql::real)
                .collect(Collectors.joining(", ", "transform(array(", "), (one, place) -> struct(one AS at, place))"));
    }
}

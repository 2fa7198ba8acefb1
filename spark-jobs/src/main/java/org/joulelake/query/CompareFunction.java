package org.joulelake.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * {@code compare(device, algorithm_a, algorithm_b, from, to, period_s, session_a, session_b, per, event_signal, threshold,
 * release, min_s)}: energy of two algorithms, and how far apart they are by the energy of {@link Portions}.
 */
final class CompareFunction implements TableFunction {

    private static final String SIDE =
            """
            SELECT sum(energy) AS energy, sum(energy) / nullif(sum(present_s), 0) AS power,
                   coalesce(sum(seconds), 0D) AS seconds, coalesce(sum(missing), 0L) AS missing,
                   count(DISTINCT session) AS sessions, flatten(collect_list(portions)) AS portions,
                   sum(portion_s) AS portion_s
            FROM (
              SELECT session, sum(energy) AS energy, sum(present / rate) AS present_s,
                     (max(end_index) - min(first_index)) / max(rate) AS seconds,
                     max(end_index) - min(first_index) - sum(present) AS missing,
                     collect_list(portion_energy) AS portions, sum(portion_s) AS portion_s
              FROM (%s) GROUP BY session, from_ns
            )""";

    private static final String BOTH =
            """
            SELECT a.energy AS energy_a_j, b.energy AS energy_b_j, a.power AS mean_power_a_w, b.power AS mean_power_b_w,
                   of.difference AS difference_j, of.low AS difference_low_j, of.high AS difference_high_j,
                   of.percent AS difference_percent, of.percent_low AS difference_low_percent,
                   of.percent_high AS difference_high_percent, %s AS period_s,
                   size(a.portions) AS periods_a, size(b.portions) AS periods_b, a.seconds AS seconds_a,
                   b.seconds AS seconds_b, a.missing AS missing_a, b.missing AS missing_b, a.sessions AS sessions_a,
                   b.sessions AS sessions_b,
                   '95 %% interval: Welch for the difference, Fieller for percent, of energy per %s' AS method,
                   a.portion_s / nullif(size(a.portions), 0) AS mean_period_a_s,
                   b.portion_s / nullif(size(b.portions), 0) AS mean_period_b_s
            FROM (SELECT a, b, joulelake_difference(a.portions, b.portions) AS of
                  FROM (SELECT struct(*) AS a FROM (%s)) CROSS JOIN (SELECT struct(*) AS b FROM (%s)))""";

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public List<String> parameters() {
        return List.of(
                "device",
                "algorithm_a",
                "algorithm_b",
                "from",
                "to",
                "period_s",
                "session_a",
                "session_b",
                "per",
                "event_signal",
                "threshold",
                "release",
                "min_s");
    }

    @Override
    public int required() {
        return 5;
    }

    @Override
    public String description() {
        return "one row with the energy of two algorithms and an interval of their difference per period, event or cycle.";
    }

    @Override
    public String sql(Arguments arguments) {
        Portions portions = Portions.of(arguments);
        Question questionA = Question.of(arguments, "algorithm_a", "session_a");
        Question questionB = Question.of(arguments, "algorithm_b", "session_b");
        Power powerA = Power.of(questionA);
        Power powerB = Power.of(questionB);
        List<Extent> extents = Stream.of(powerA, powerB)
                .flatMap(power -> power.extents().stream())
                .toList();
        Extent.requireWatts(extents);
        return BOTH.formatted(
                portions.seconds(),
                portions.words(),
                SIDE.formatted(portions.sql(questionA, powerA)),
                SIDE.formatted(portions.sql(questionB, powerB)));
    }
}

package org.joulelake.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code energy(device, algorithm, from, to, session)}: of each session from its power, or, where it has none, from
 * current × voltage of the same sample.
 */
final class EnergyFunction implements TableFunction {

    private static final String TOTAL =
            """
            SELECT sum(integral) AS energy_j,
                   sum(integral) / nullif(sum(seconds * present / (present + missing)), 0) AS mean_power_w,
                   coalesce(sum(seconds), 0D) AS seconds, coalesce(sum(present), 0L) AS sample_count,
                   coalesce(sum(missing), 0L) AS missing_count, count(DISTINCT session) AS sessions,
                   array_join(sort_array(collect_set(source)), ' and ') AS source
            FROM (%s)""";

    private static final String FROM_SOURCE = "SELECT *, %s AS source FROM (%s)";

    @Override
    public String name() {
        return "energy";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "from", "to", "session");
    }

    @Override
    public int required() {
        return 4;
    }

    @Override
    public String description() {
        return "one row with the energy in J and the mean power in W from <= time < to.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        Power power = Power.of(question);
        Extent.requireWatts(power.extents());
        return TOTAL.formatted(power.pieces(Windows.ONE).entrySet().stream()
                .map(source ->
                        FROM_SOURCE.formatted(Sql.text(source.getKey()), Pieces.stretches(source.getValue(), "0D")))
                .collect(Collectors.joining(" UNION ALL ")));
    }
}

package org.joulelake.query;

import java.util.List;

/**
 * {@code energy(device, algorithm, from, to, session)}: of each session from its power, or, where it has none, from
 * current × voltage of the same sample.
 */
final class EnergyFunction implements TableFunction {

    private static final String CURRENT = "current";
    private static final String VOLTAGE = "voltage";
    private static final String POWER = "power";

    /**
     * Blocks of both signals meet in tiles of samples, in which they may be cut at other samples: each sample is in one
     * tile. Blocks that are cut alike meet once. No sample is sent anywhere by itself.
     */
    private static final String PAIRED =
            """
            SELECT session, from_ns, 'W' AS unit, sample_rate_hz, start_ns, first_sample, low AS skipped,
                   joulelake_product(slice(current, low + 1, greatest(high - low, 0)),
                                     slice(voltage, low + CAST(first_sample - voltage_first AS INT) + 1,
                                           greatest(high - low, 0)))
                     AS `values`
            FROM (
              SELECT *, greatest(joulelake_position(start_ns, sample_rate_hz, sample_count, from_ns),
                                 CAST(first - first_sample AS INT)) AS low,
                     least(joulelake_position(start_ns, sample_rate_hz, sample_count, until_ns),
                           CAST(end - first_sample AS INT)) AS high
              FROM (
                SELECT c.session, c.from_ns, c.until_ns, c.sample_rate_hz, c.start_ns, c.first_sample, c.sample_count,
                       v.first_sample AS voltage_first, c.`values` AS current, v.`values` AS voltage,
                       greatest(c.first_sample, v.first_sample, tile * 65536L) AS first,
                       least(c.first_sample + c.sample_count, v.first_sample + v.sample_count,
                             (tile + 1L) * 65536L) AS end
                FROM (%s) AS c JOIN (%s) AS v USING (session, from_ns, tile)
                WHERE c.sample_rate_hz = v.sample_rate_hz
              )
              WHERE first < end
            )
            WHERE low < high""";

    private static final String TILES =
            """
            SELECT session, from_ns, tile, until_ns, sample_rate_hz, start_ns, first_sample, sample_count, `values`
            FROM (%s) AS part LATERAL VIEW explode(
              sequence(first_sample div 65536L, (first_sample + sample_count - 1L) div 65536L)) AS tile
            WHERE NOT EXISTS (SELECT 1 FROM (%s) AS published WHERE published.session = part.session)""";

    private static final String TOTAL =
            """
            SELECT sum(integral) AS energy_j,
                   sum(integral) / nullif(sum(seconds * present / (present + missing)), 0) AS mean_power_w,
                   coalesce(sum(seconds), 0D) AS seconds, coalesce(sum(present), 0L) AS sample_count,
                   coalesce(sum(missing), 0L) AS missing_count, count(DISTINCT session) AS sessions,
                   array_join(sort_array(collect_set(source)), ' and ') AS source
            FROM (SELECT *, 'power' AS source FROM (%s) UNION ALL SELECT *, 'current × voltage' FROM (%s))""";

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
        KnownNames.requireAny(question, List.of(POWER, CURRENT));
        Parts parts = new Parts(question);
        String published = parts.all(POWER);
        String paired = PAIRED.formatted(
                TILES.formatted(parts.all(CURRENT), published), TILES.formatted(parts.all(VOLTAGE), published));
        return TOTAL.formatted(
                Pieces.stretches(Pieces.of(parts, POWER), "0D"), Pieces.stretches(Pieces.ofSamples(paired), "0D"));
    }
}

package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link Stretches} with their energy, as SQL. Columns beside: {@code energy} in J, null where no power was measured; {@code
 * power_missing}, null of a session without any; {@code power_first, power_end, power_present, power_rate_hz}, what there is of
 * it. Time before the first event, and of sessions without one, is in stretch 0, which then has only these; so has the stretch
 * after an event within which its signal ends before the power does. Power is cut at the sample that is taken when that of the
 * event's signal is: all signals of a session count from one origin.
 */
final class StretchEnergy {

    private static final String OF_ITSELF =
            """
            SELECT *, IF(present > 0, present * mean / sample_rate_hz, NULL) AS energy, first_index AS power_first,
                   first_index + length AS power_end, present AS power_present, length - present AS power_missing,
                   sample_rate_hz AS power_rate_hz
            FROM (%s)""";

    private static final String NONE =
            """
            SELECT *, CAST(NULL AS DOUBLE) AS energy, CAST(NULL AS BIGINT) AS power_missing FROM (%s)""";

    private static final String OF_POWER =
            """
            SELECT *, joulelake_index(first_index + length, sample_rate_hz, session_rate_hz)
                        - joulelake_index(first_index, sample_rate_hz, session_rate_hz)
                        - coalesce(power_present, 0L) AS power_missing
            FROM (
              SELECT *, max(power_rate_hz) OVER (PARTITION BY session) AS session_rate_hz
              FROM (%s)
              FULL JOIN (
                SELECT session, from_ns, number, sum(IF(present > 0, present * mean / sample_rate_hz, NULL)) AS energy,
                       min(first_index) AS power_first, max(end_index) AS power_end, sum(present) AS power_present,
                       max(sample_rate_hz) AS power_rate_hz
                FROM (%s) GROUP BY session, from_ns, number
              )
              USING (session, from_ns, number)
            )""";

    /**
     * One row for each session and span; eight bytes for each edge go to all tasks, so that no sample goes anywhere. Where the
     * signal ends within an event, its end is an edge: power may go on.
     */
    private static final String EDGES =
            """
            SELECT session, from_ns, max(sample_rate_hz) AS edge_rate_hz,
                   concat(sort_array(collect_list(first_index)),
                          IF(max(number) %% 2 = 1, array(max(first_index + length)), CAST(array() AS ARRAY<BIGINT>))) AS edges
            FROM (%s) WHERE number > 0 GROUP BY session, from_ns""";

    private static final String BLOCKS =
            """
            SELECT /*+ BROADCAST(cut) */ block.*,
                   coalesce(joulelake_stretch(first_sample, sample_rate_hz, edges, edge_rate_hz), 0) AS number,
                   coalesce(joulelake_stretch(first_sample + sample_count - 1L, sample_rate_hz, edges, edge_rate_hz), 0)
                     AS last_number
            FROM (%s) AS block LEFT JOIN (%s) AS cut USING (session, from_ns)""";

    private static final String WHOLE =
            """
            SELECT session, from_ns, sample_rate_hz, number, first_sample AS first_index,
                   first_sample + sample_count AS end_index, CAST(sample_count - missing_count AS BIGINT) AS present, mean
            FROM (%s) WHERE whole AND number = last_number""";

    private static final String CUT = "SELECT * FROM (%s) WHERE NOT whole OR number <> last_number";

    private static final String PIECES =
            """
            SELECT session, from_ns, sample_rate_hz, piece.number, first + piece.position AS first_index,
                   first + piece.position + piece.length AS end_index, piece.present, piece.mean
            FROM (
              SELECT /*+ BROADCAST(cut) */ session, from_ns, sample_rate_hz, first_sample + skipped AS first,
                     joulelake_stretches(`values`, first_sample + skipped, sample_rate_hz,
                       coalesce(edges, CAST(array() AS ARRAY<BIGINT>)), coalesce(edge_rate_hz, sample_rate_hz)) AS pieces
              FROM (%s) AS block LEFT JOIN (%s) AS cut USING (session, from_ns)
            )
            LATERAL VIEW explode(pieces) AS piece""";

    private StretchEnergy() {}

    static String of(Question question, Power power, Hysteresis hysteresis) {
        Extent.requireWatts(power.extents());
        String stretches = Stretches.of(MeasuredSignal.of(question, power, hysteresis.signal()), hysteresis);
        if (hysteresis.signal().equals(Power.SIGNAL)) {
            return OF_ITSELF.formatted(stretches);
        }
        return power.extents().isEmpty() ? NONE.formatted(stretches) : ofPower(power, stretches);
    }

    private static String ofPower(Power power, String stretches) {
        String edges = EDGES.formatted(stretches);
        List<String> pieces = new ArrayList<>();
        if (power.isInBlocks()) {
            String blocks = BLOCKS.formatted(power.parts().all(Power.SIGNAL), edges);
            pieces.add(WHOLE.formatted(blocks));
            pieces.add(PIECES.formatted(Parts.samples(CUT.formatted(blocks)), edges));
        }
        power.products().ifPresent(samples -> pieces.add(PIECES.formatted(samples, edges)));
        return OF_POWER.formatted(stretches, String.join(" UNION ALL ", pieces));
    }
}

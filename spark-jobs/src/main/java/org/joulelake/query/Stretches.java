package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a signal, cut where an event begins or ends, as SQL: one row for each event, and one for what is before, between
 * and after them. Columns {@code session, from_ns} (of the span), {@code number} (odd: an event; 0: what is before the first),
 * {@code unit, sample_rate_hz, first_index, length, start_ns, end_ns, present, mean, peak, seen, end_seen}: whether what
 * decides that it begins, or ends, was measured without a sample missing or an edge in between.
 */
final class Stretches {

    /** Whole blocks in which nothing turns after the first sample: their stored figures do. */
    private static final String STORED =
            """
            SELECT session, from_ns, unit, sample_rate_hz, first_sample AS first_index,
                   first_sample + sample_count AS end_index, start_ns, end_ns,
                   IF(%2$s, NULL, min >= %3$s) AS active, CAST(sample_count - missing_count AS BIGINT) AS present, mean,
                   max, 0 AS settled
            FROM (%1$s) WHERE whole AND %4$s""";

    /** No sample of the block decides. */
    private static final String BETWEEN = "(sample_count = missing_count OR (min >= %2$s AND max < %1$s))";

    private static final String STEADY = "(%3$s OR (missing_count = 0 AND (min >= %1$s OR max < %2$s)))";

    /** Storage knows of which files this cannot be. It is true of all blocks that are not steady, and of some others. */
    private static final String UNSTEADY = "(min < %1$s AND max >= %1$s) OR (min < %2$s AND max >= %2$s)"
            + " OR (missing_count > 0 AND (max >= %1$s OR min < %2$s))";

    private static final String SEGMENTS =
            """
            SELECT session, from_ns, unit, sample_rate_hz, first_sample + one.position AS first_index,
                   first_sample + one.position + one.length AS end_index,
                   start_ns + floor(one.position * 1e9D / sample_rate_hz + 0.5D) AS start_ns,
                   start_ns + floor((one.position + one.length) * 1e9D / sample_rate_hz + 0.5D) AS end_ns,
                   one.active, one.present, one.mean, one.max, one.settled
            FROM (SELECT *, joulelake_segments(`values`, skipped, %1$s, %2$s) AS segments FROM (%3$s))
            LATERAL VIEW explode(segments) AS one""";

    /** What was decided before, and how many samples were missing until then, goes with each segment. */
    private static final String TURNS =
            """
            SELECT *, sum(IF(turns, 1L, 0L)) OVER (PARTITION BY session, from_ns ORDER BY first_index) AS run,
                   coalesce(missing_before = last_value(IF(active IS NOT NULL, missing_before + settled, NULL), true)
                     OVER earlier, false) AS seen
            FROM (
              SELECT *, first_index - present_before AS missing_before,
                     active IS NOT NULL AND active IS DISTINCT FROM active_before AS turns
              FROM (
                SELECT *, last_value(active, true) OVER earlier AS active_before,
                       coalesce(sum(present) OVER earlier, 0L) AS present_before
                FROM (%s)
                WINDOW earlier AS (PARTITION BY session, from_ns ORDER BY first_index
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
              )
            )
            WINDOW earlier AS (PARTITION BY session, from_ns ORDER BY first_index
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)""";

    /** From each turn to the next; what is missing before a turn is before it. */
    private static final String RUNS =
            """
            SELECT *, coalesce(lead(start_ns) OVER next, last_ns) AS end_ns,
                   coalesce(lead(first_index) OVER next, end_index) - first_index AS length,
                   coalesce(lead(seen) OVER next, false) AS end_seen
            FROM (
              SELECT session, from_ns, run, max(unit) AS unit, max(sample_rate_hz) AS sample_rate_hz,
                     coalesce(max(IF(turns, active, NULL)), false) AS active, coalesce(max(IF(turns, seen, NULL)), false) AS seen,
                     min(first_index) AS first_index, max(end_index) AS end_index, min_by(start_ns, first_index) AS start_ns,
                     max_by(end_ns, end_index) AS last_ns, sum(present) AS present,
                     sum(IF(present > 0, present * mean, 0D)) AS sum, max(IF(present > 0, max, NULL)) AS peak
              FROM (%s) GROUP BY session, from_ns, run
            )
            WINDOW next AS (PARTITION BY session, from_ns ORDER BY first_index)""";

    private static final String STRETCHES =
            """
            SELECT session, from_ns, number, max(unit) AS unit, max(sample_rate_hz) AS sample_rate_hz,
                   min(first_index) AS first_index, sum(length) AS length, min_by(start_ns, first_index) AS start_ns,
                   max_by(end_ns, first_index) AS end_ns, sum(present) AS present,
                   sum(sum) / nullif(sum(present), 0) AS mean, max(peak) AS peak, min_by(seen, first_index) AS seen,
                   max_by(end_seen, first_index) AS end_seen
            FROM (
              SELECT *, 2 * CAST(sum(IF(kept, 1L, 0L)) OVER (PARTITION BY session, from_ns ORDER BY first_index) AS INT)
                          - IF(kept, 1, 0) AS number
              FROM (SELECT *, active AND length / sample_rate_hz >= %2$s AS kept FROM (%1$s))
            )
            GROUP BY session, from_ns, number""";

    private Stretches() {}

    static String of(MeasuredSignal signal, Hysteresis hysteresis) {
        String between = hysteresis(BETWEEN, hysteresis, "");
        String steady = hysteresis(STEADY, hysteresis, between);
        String unsteady = signal.parts().cutOr(signal.name(), hysteresis(UNSTEADY, hysteresis, ""));
        String samples = Parts.samples("SELECT * FROM (%s) WHERE NOT (whole AND %s)".formatted(unsteady, steady));
        List<String> segments = new ArrayList<>();
        segments.add(STORED.formatted(signal.blocks(), between, hysteresis.on(), steady));
        segments.add(hysteresis(SEGMENTS, hysteresis, samples));
        signal.computed().ifPresent(computed -> segments.add(hysteresis(SEGMENTS, hysteresis, computed)));
        String runs = RUNS.formatted(TURNS.formatted(String.join(" UNION ALL ", segments)));
        return STRETCHES.formatted(runs, Sql.real(hysteresis.minSeconds()));
    }

    private static String hysteresis(String template, Hysteresis hysteresis, String more) {
        return template.formatted(hysteresis.on(), hysteresis.off(), more);
    }
}

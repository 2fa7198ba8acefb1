package org.joulelake.query;

import java.util.Collection;

/** Where samples of one signal are missing, as SQL: one row for each hole and reason. */
final class Gaps {

    /** Clocks are steered by up to 500 ppm (NTP), and a rate may be rounded: a jump is more than twice that, and two samples. */
    private static final String TOLERANCE_NANOS = "2e9D / before.rate + 0.001D * (expected_ns - before.begin_ns)";

    private static final String BLOCKS =
            """
            SELECT session, algorithm, sequence, first_sample, sample_count, sample_rate_hz, start_ns, end_ns,
                   false AS refused, algorithm AS detail
            FROM (%s)
            UNION ALL
            SELECT header.session, '', header.sequence, header.first_sample, header.sample_count, 1D, 0L, 0L, true,
                   concat(reason, ' ', kafka_topic, '/', kafka_partition, '/', kafka_offset)
            FROM (SELECT *, joulelake_claimed_header(value) AS header FROM lake.power.quarantine
                  WHERE replayed_at IS NULL)
            WHERE header.device = %s AND header.signal = %s""";

    /** Each block of a stretch: those that are asked for, from and until their samples are in the span, and all others. */
    private static final String STRETCHES =
            """
            SELECT session, from_ns, sequence, sample_rate_hz, refused, detail, asked,
                   first_sample + low AS first_index, first_sample + high AS end_index,
                   start_ns + floor(low * 1e9D / sample_rate_hz + 0.5D) AS begin_ns,
                   start_ns + floor(high * 1e9D / sample_rate_hz + 0.5D) AS finish_ns
            FROM (
              SELECT *, IF(asked, joulelake_position(start_ns, sample_rate_hz, sample_count, from_ns), 0) AS low,
                     IF(asked, joulelake_position(start_ns, sample_rate_hz, sample_count, until_ns), sample_count) AS high
              FROM (SELECT block.*, span.from_ns, span.until_ns, NOT refused AND span.algorithm = block.algorithm AS asked
                    FROM (%s) AS block LATERAL VIEW explode(filter(array(%s), one ->
                      refused OR one.from_ns < end_ns AND one.until_ns > start_ns)) AS span)
            )
            WHERE low < high""";

    /** Of blocks that are asked for, each with the next; what is known of the samples between them is with the first. */
    private static final String FOLLOWED =
            """
            SELECT session, max(block) OVER (PARTITION BY session, from_ns ORDER BY number) AS before, known,
                   lead(block) OVER (PARTITION BY session, from_ns ORDER BY number) AS after
            FROM (
              SELECT session, from_ns, number,
                     max(IF(asked, struct(end_index, finish_ns, begin_ns, first_index, sequence, sample_rate_hz AS rate),
                            NULL)) AS block,
                     collect_list(IF(asked, NULL, struct(first_index, end_index, sequence, refused, detail))) AS known
              FROM (SELECT *, sum(IF(asked, 1L, 0L)) OVER (PARTITION BY session, from_ns
                                ORDER BY first_index, asked DESC ROWS UNBOUNDED PRECEDING) AS number
                    FROM (%s))
              WHERE number > 0
              GROUP BY session, from_ns, number
            )""";

    private static final String BETWEEN_BLOCKS =
            """
            SELECT session, piece.first_index, piece.missing_count, piece.reason, piece.detail,
                   before.finish_ns + floor((piece.first_index - before.end_index) * 1e9D / before.rate + 0.5D) AS from_ns,
                   IF(piece.first_index + piece.missing_count = after.first_index
                        AND (NOT jumped OR piece.reason = 'clock-jump'),
                      after.begin_ns,
                      before.finish_ns + floor((piece.first_index + piece.missing_count - before.end_index) * 1e9D
                                               / before.rate + 0.5D)) AS until_ns
            FROM (
              SELECT *, abs(after.begin_ns - expected_ns) > %s AS jumped
              FROM (SELECT *, before.finish_ns + floor((after.first_index - before.end_index) * 1e9D / before.rate + 0.5D)
                                AS expected_ns
                    FROM (%s) WHERE after IS NOT NULL)
            )
            LATERAL VIEW explode(concat(
              joulelake_hole(before.end_index, after.first_index, before.sequence, after.sequence, known),
              IF(jumped, array(struct(after.first_index, 0L AS missing_count, 'clock-jump' AS reason,
                                      CAST(NULL AS STRING) AS detail)), array()))) AS piece""";

    private static final String RUNS =
            """
            SELECT session, from_ns AS span_ns, first_sample + run.position AS first_index,
                   first_sample + run.position + run.length AS end_index,
                   start_ns + floor(run.position * 1e9D / sample_rate_hz + 0.5D) AS from_ns,
                   start_ns + floor((run.position + run.length) * 1e9D / sample_rate_hz + 0.5D) AS until_ns
            FROM (SELECT *, joulelake_missing_runs(`values`, skipped) AS runs FROM (%s))
            LATERAL VIEW explode(runs) AS run""";

    /** Runs that meet at the border of two blocks are one. */
    private static final String IN_BLOCKS =
            """
            SELECT session, min(first_index) AS first_index, max(end_index) - min(first_index) AS missing_count,
                   'marked' AS reason, CAST(NULL AS STRING) AS detail,
                   min_by(from_ns, first_index) AS from_ns, max_by(until_ns, end_index) AS until_ns
            FROM (
              SELECT *, sum(IF(meets, 0L, 1L)) OVER (PARTITION BY session, span_ns ORDER BY first_index
                          ROWS UNBOUNDED PRECEDING) AS number
              FROM (SELECT *, coalesce(first_index = lag(end_index) OVER (PARTITION BY session, span_ns
                                                                            ORDER BY first_index), false) AS meets
                    FROM (%s))
            )
            GROUP BY session, span_ns, number""";

    private static final String ALL =
            """
            SELECT session, %s AS signal, first_index, missing_count, reason, detail, from_ns, until_ns
            FROM (SELECT session, first_index, missing_count, reason, detail, from_ns, until_ns FROM (%s)
                  UNION ALL
                  SELECT session, first_index, missing_count, reason, detail, from_ns, until_ns FROM (%s))
            WHERE %s""";

    private Gaps() {}

    /** Of all sessions. */
    static String of(Parts parts, String signal) {
        return of(parts, signal, "true");
    }

    /** Of these sessions. */
    static String of(Parts parts, String signal, Collection<String> sessions) {
        return of(parts, signal, "session IN (%s)".formatted(Sql.texts(sessions)));
    }

    private static String of(Parts parts, String signal, String which) {
        String blocks = BLOCKS.formatted(parts.ofAnyAlgorithm(signal), Sql.text(parts.device()), Sql.text(signal));
        String stretches = STRETCHES.formatted(blocks, parts.spans());
        String incomplete = Parts.samples("SELECT * FROM (%s) WHERE missing_count > 0".formatted(parts.all(signal)));
        return ALL.formatted(
                Sql.text(signal),
                BETWEEN_BLOCKS.formatted(TOLERANCE_NANOS, FOLLOWED.formatted(stretches)),
                IN_BLOCKS.formatted(RUNS.formatted(incomplete)),
                which);
    }
}

package org.joulelake.query;

/**
 * What a question asks for in pieces that do not overlap, as SQL: whole blocks by their stored figures, and single samples
 * of blocks that an edge of a span cuts. Columns {@code session, from_ns} (of the span), {@code unit, sample_rate_hz,
 * first_index, end_index, present, missing, mean, std, min, max}, the last four only good where {@code present > 0}.
 */
final class Pieces {

    private static final String PIECES =
            """
            SELECT session, from_ns, unit, sample_rate_hz, first_sample AS first_index,
                   first_sample + sample_count AS end_index, CAST(sample_count - missing_count AS BIGINT) AS present,
                   CAST(missing_count AS BIGINT) AS missing, mean, std, min, max
            FROM (%s) WHERE whole
            UNION ALL
            SELECT session, from_ns, unit, sample_rate_hz, first_sample + position, first_sample + position + 1,
                   IF(isnan(value), 0L, 1L), IF(isnan(value), 1L, 0L), CAST(value AS DOUBLE), 0D, value, value
            FROM (%s) LATERAL VIEW posexplode(`values`) AS position, value
            WHERE start_ns + floor(position * 1e9D / sample_rate_hz + 0.5D) >= from_ns
              AND start_ns + floor(position * 1e9D / sample_rate_hz + 0.5D) < until_ns""";

    /** Samples between the first and the last of a session in a span that no block has are missing, too. */
    private static final String STRETCHES =
            """
            SELECT session, min(unit) AS unit, max(unit) AS other_unit,
                   sum(present) AS present, max(end_index) - min(first_index) - sum(present) AS missing,
                   (max(end_index) - min(first_index)) / max(sample_rate_hz) AS seconds,
                   sum(IF(present > 0, present * (mean - base), 0D)) AS sum,
                   sum(IF(present > 0, present * (std * std + (mean - base) * (mean - base)), 0D)) AS sum_of_squares,
                   sum(IF(present > 0, present * mean / sample_rate_hz, 0D)) AS integral,
                   min(IF(present > 0, min, NULL)) AS min, max(IF(present > 0, max, NULL)) AS max, max(base) AS base
            FROM (SELECT *, %s AS base FROM (%s))
            GROUP BY session, from_ns""";

    /** About what the samples are: squares of small differences from it are exact, those of the samples are not. */
    private static final String BASE =
            """
            (SELECT coalesce(avg(mean), 0D) FROM (%s) WHERE sample_count > missing_count AND abs(mean) < 1e300D)""";

    private Pieces() {}

    /** Pieces of one signal. */
    static String of(Parts parts, String signal) {
        return PIECES.formatted(parts.all(signal), parts.cut(signal));
    }

    /** One row for each session and span, from any pieces. */
    static String stretches(String pieces, String base) {
        return STRETCHES.formatted(base, pieces);
    }

    /** A number near the samples of a signal. */
    static String base(Parts parts, String signal) {
        return BASE.formatted(parts.all(signal));
    }
}

package org.joulelake.query;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a question asks for in pieces that do not overlap, as SQL. Windows of equal width begin at an instant; a piece is in
 * the window in which it begins. Columns {@code session, from_ns} (of the span), {@code unit, sample_rate_hz, number} (of
 * the window), {@code start_ns, end_ns, first_index, end_index, present, missing, mean, std, min, max}, the last four only
 * good where {@code present > 0}, {@code std} not of buckets.
 */
final class Pieces {

    /** The stored figures of a whole block, as one piece. */
    private static final String BLOCKS =
            """
            SELECT session, from_ns, unit, sample_rate_hz, (start_ns - %s) div %s AS number, start_ns, end_ns,
                   first_sample AS first_index, first_sample + sample_count AS end_index,
                   CAST(sample_count - missing_count AS BIGINT) AS present, CAST(missing_count AS BIGINT) AS missing,
                   mean, std, min, max
            FROM (%s) WHERE whole""";

    private static final String BUCKETS =
            """
            SELECT *, joulelake_bucket_windows(bucket_min, bucket_max, bucket_sum, bucket_count, sample_count, start_ns,
                        sample_rate_hz, %s, %s) AS windows
            FROM (%s) WHERE whole""";

    private static final String SAMPLES =
            """
            SELECT *, joulelake_windows(`values`, skipped, start_ns, sample_rate_hz, %s, %s) AS windows
            FROM (%s)""";

    private static final String WINDOWS =
            """
            SELECT session, from_ns, unit, sample_rate_hz, piece.number,
                   start_ns + floor(piece.position * 1e9D / sample_rate_hz + 0.5D) AS start_ns,
                   start_ns + floor((piece.position + piece.length) * 1e9D / sample_rate_hz + 0.5D) AS end_ns,
                   first_sample + piece.position AS first_index,
                   first_sample + piece.position + piece.length AS end_index, piece.present,
                   piece.length - piece.present AS missing, piece.mean, piece.std, piece.min, piece.max
            FROM (%s) LATERAL VIEW explode(windows) AS piece""";

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

    /** Pieces of one signal, as large as they can be. */
    static String of(Parts parts, String signal) {
        return of(parts, signal, Windows.ONE);
    }

    /** Pieces of one signal, each in one window. */
    static String of(Parts parts, String signal, Windows windows) {
        return made(parts, signal, windows).map(Pieces::of).orElseGet(() -> bySql(parts, signal, windows));
    }

    /** The same, made in this process; empty if they are of more blocks than its memory is for. */
    static Optional<List<Piece>> made(Parts parts, String signal, Windows windows) {
        return parts.figures(signal)
                .map(blocks -> parts.reader(windows).pieces(blocks, block -> List.of(Stretch.of(block))));
    }

    /** Pieces that are there already. */
    static String of(List<Piece> pieces) {
        return Handover.rows(Piece.TYPE, pieces.stream().map(Piece::row).toList());
    }

    private static String bySql(Parts parts, String signal, Windows windows) {
        UnaryOperator<String> samples = blocks -> exploded(SAMPLES, windows, Parts.samples(blocks));
        return switch (windows.level()) {
            case SAMPLES -> samples.apply(parts.all(signal));
            case BUCKETS ->
                exploded(BUCKETS, windows, parts.all(signal)) + " UNION ALL " + samples.apply(parts.cut(signal));
            case BLOCKS ->
                BLOCKS.formatted(windows.originSql(), Sql.number(windows.widthNanos()), parts.all(signal))
                        + " UNION ALL " + samples.apply(parts.cut(signal));
        };
    }

    /** Pieces of single samples, as {@link Parts#samples} has them. */
    static String ofSamples(String samples, Windows windows) {
        return exploded(SAMPLES, windows, samples);
    }

    private static String exploded(String template, Windows windows, String rows) {
        return WINDOWS.formatted(template.formatted(windows.originSql(), Sql.number(windows.widthNanos()), rows));
    }

    /** One row for each session and span, from any pieces. */
    static String stretches(String pieces, String base) {
        return STRETCHES.formatted(base, pieces);
    }

    /** A number near the samples of a signal. */
    static String base(Parts parts, String signal) {
        return parts.figures(signal).map(Pieces::base).orElseGet(() -> BASE.formatted(parts.all(signal)));
    }

    private static String base(List<BlockFigures> blocks) {
        return Sql.real(blocks.stream()
                .filter(block -> block.present() > 0 && Math.abs(block.mean()) < 1e300)
                .mapToDouble(BlockFigures::mean)
                .average()
                .orElse(0));
    }
}

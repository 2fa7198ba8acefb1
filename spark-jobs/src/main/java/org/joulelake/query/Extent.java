package org.joulelake.query;

import org.apache.spark.sql.classic.SparkSession;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is of one signal of one session, where it touches a question.
 *
 * @param rateHz its lowest sample rate
 * @param fromNanos time of its first sample, or where the question begins
 * @param untilNanos time of the sample after its last, or where the question ends
 * @param blockNanos time of its longest block
 */
record Extent(String session, double rateHz, long fromNanos, long untilNanos, long blockNanos) {

    private static final String EXTENTS =
            """
            SELECT session, min(sample_rate_hz), min(greatest(start_ns, from_ns)) AS first,
                   max(least(end_ns, until_ns)), max(end_ns - start_ns)
            FROM (%s) GROUP BY session ORDER BY first, session""";

    /** One for each session, the first to begin first. */
    static List<Extent> of(Parts parts, String signal) {
        return parts.figures(signal)
                .map(blocks -> of(parts.spans(), blocks))
                .orElseGet(() -> bySql(parts, signal));
    }

    private static List<Extent> of(List<Span> spans, List<BlockFigures> blocks) {
        Map<String, Extent> extents = new HashMap<>();
        for (BlockFigures block : blocks) {
            spans.stream()
                    .filter(span -> span.touches(block))
                    .forEach(span -> extents.merge(block.session(), of(span, block), Extent::plus));
        }
        return extents.values().stream()
                .sorted(Comparator.comparingLong(Extent::fromNanos).thenComparing(Extent::session))
                .toList();
    }

    private static Extent of(Span span, BlockFigures block) {
        return new Extent(
                block.session(),
                block.rateHz(),
                Math.max(block.startNanos(), span.fromNanos()),
                Math.min(block.endNanos(), span.untilNanos()),
                block.endNanos() - block.startNanos());
    }

    private Extent plus(Extent other) {
        return new Extent(
                session,
                Math.min(rateHz, other.rateHz),
                Math.min(fromNanos, other.fromNanos),
                Math.max(untilNanos, other.untilNanos),
                Math.max(blockNanos, other.blockNanos));
    }

    private static List<Extent> bySql(Parts parts, String signal) {
        return SparkSession.active().sql(EXTENTS.formatted(parts.all(signal))).collectAsList().stream()
                .map(row ->
                        new Extent(row.getString(0), row.getDouble(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .toList();
    }

    /**
     * A waveform has one value at a time.
     *
     * @throws QueryException which names two sessions that have samples at the same time
     */
    static void requireOneAtATime(List<Extent> extents) {
        for (int i = 1; i < extents.size(); i++) {
            Extent one = extents.get(i - 1);
            Extent next = extents.get(i);
            if (next.fromNanos < one.untilNanos) {
                throw new QueryException(
                        "two sessions have samples at the same time: %s until %s, %s from %s; ask for one with session => '%s'"
                                .formatted(
                                        one.session,
                                        Instant.ofEpochSecond(0, one.untilNanos),
                                        next.session,
                                        Instant.ofEpochSecond(0, next.fromNanos),
                                        one.session));
            }
        }
    }
}

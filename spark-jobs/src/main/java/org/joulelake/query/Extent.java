package org.joulelake.query;

import org.apache.spark.sql.classic.SparkSession;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is of one signal of one session in a question; no session is without a sample.
 *
 * @param rateHz its lowest sample rate
 * @param fromNanos time of its first sample in the question
 * @param untilNanos time of the sample after its last, or where the question ends
 * @param blockNanos time of its longest block
 * @param unit of its samples
 */
record Extent(String session, double rateHz, long fromNanos, long untilNanos, long blockNanos, String unit) {

    private static final String EXTENTS =
            """
            SELECT session, min(sample_rate_hz),
                   min(start_ns + floor(skipped * 1e9D / sample_rate_hz + 0.5D)) AS first,
                   max(least(end_ns, until_ns)), max(end_ns - start_ns), unit
            FROM (SELECT *, joulelake_position(start_ns, sample_rate_hz, sample_count, from_ns) AS skipped,
                         joulelake_position(start_ns, sample_rate_hz, sample_count, until_ns) AS until FROM (%s))
            WHERE skipped < until
            GROUP BY session, unit ORDER BY first, session""";

    /** One for each session and unit, the first to begin first. */
    static List<Extent> of(Parts parts, String signal) {
        return parts.figures(signal).map(blocks -> of(parts.spanList(), blocks)).orElseGet(() -> bySql(parts, signal));
    }

    private static List<Extent> of(List<Span> spans, List<BlockFigures> blocks) {
        Map<List<String>, Extent> extents = new HashMap<>();
        for (BlockFigures block : blocks) {
            spans.stream()
                    .filter(span -> hasSample(span, block))
                    .forEach(span ->
                            extents.merge(List.of(block.session(), block.unit()), of(span, block), Extent::plus));
        }
        return extents.values().stream()
                .sorted(Comparator.comparingLong(Extent::fromNanos).thenComparing(Extent::session))
                .toList();
    }

    private static Extent of(Span span, BlockFigures block) {
        return new Extent(
                block.session(),
                block.rateHz(),
                SampleLoops.nanos(block.startNanos(), block.rateHz(), position(block, span.fromNanos())),
                Math.min(block.endNanos(), span.untilNanos()),
                block.endNanos() - block.startNanos(),
                block.unit());
    }

    private static boolean hasSample(Span span, BlockFigures block) {
        return span.touches(block) && position(block, span.fromNanos()) < position(block, span.untilNanos());
    }

    private static int position(BlockFigures block, long nanos) {
        return SampleLoops.position(block.startNanos(), block.rateHz(), block.sampleCount(), nanos);
    }

    private Extent plus(Extent other) {
        return new Extent(
                session,
                Math.min(rateHz, other.rateHz),
                Math.min(fromNanos, other.fromNanos),
                Math.max(untilNanos, other.untilNanos),
                Math.max(blockNanos, other.blockNanos),
                unit);
    }

    private static List<Extent> bySql(Parts parts, String signal) {
        return SparkSession.active().sql(EXTENTS.formatted(parts.all(signal))).collectAsList().stream()
                .map(row -> new Extent(
                        row.getString(0),
                        row.getDouble(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5)))
                .toList();
    }

    /** The same of a signal that is computed from this one. */
    Extent in(String otherUnit) {
        return new Extent(session, rateHz, fromNanos, untilNanos, blockNanos, otherUnit);
    }

    /**
     * Figures of different units have no sum, no mean and no order.
     *
     * @throws QueryException which names two units
     */
    static void requireOneUnit(List<Extent> extents) {
        List<String> units =
                extents.stream().map(Extent::unit).distinct().sorted().toList();
        if (units.size() > 1) {
            throw new QueryException("the sessions have samples in %s and in %s: ask for one session"
                    .formatted(units.get(0), units.get(1)));
        }
    }

    /**
     * What is computed from samples has its unit only if they have theirs.
     *
     * @param computed what that is
     * @throws QueryException which names another unit
     */
    void requireUnit(String signal, String expected, String computed) {
        if (!unit.equals(expected)) {
            throw new QueryException(
                    "%s of session %s is in '%s', not in %s: there is no %s of it; ask for another one with session => '…'"
                            .formatted(signal, session, unit, expected, computed));
        }
    }

    /** Energy in J is of power in W. */
    static void requireWatts(List<Extent> extents) {
        extents.forEach(extent -> extent.requireUnit(Power.SIGNAL, Power.UNIT, "energy in J"));
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

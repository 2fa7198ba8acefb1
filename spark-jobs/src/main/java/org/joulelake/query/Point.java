package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One window of a waveform, which several sessions may share.
 *
 * @param firstNanos time of its first sample
 * @param untilNanos time of the sample after its last
 * @param min least sample; the figures are only good where {@code present > 0}
 * @param sum of the samples that are present
 */
record Point(long firstNanos, long untilNanos, float min, float max, double sum, long present, long missing) {

    private static final StructType TYPE = StructType.fromDDL("ts TIMESTAMP, ts_ns BIGINT, min FLOAT, max FLOAT,"
            + " mean DOUBLE, count BIGINT, missing_count BIGINT, until_ns BIGINT");

    /** A statement that gives the points of these pieces, by time. */
    static String sql(List<Piece> pieces) {
        List<Point> points = of(pieces);
        List<InternalRow> rows = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            boolean isLast = i + 1 == points.size();
            rows.add(point.row(isLast ? point.untilNanos : Math.min(point.untilNanos, points.get(i + 1).firstNanos)));
        }
        return Handover.rows(TYPE, rows);
    }

    private static List<Point> of(List<Piece> pieces) {
        Map<Long, Map<List<Object>, List<Piece>>> windows = new TreeMap<>();
        pieces.forEach(piece -> windows.computeIfAbsent(piece.number(), number -> new HashMap<>())
                .computeIfAbsent(List.of(piece.session(), piece.fromNanos()), session -> new ArrayList<>())
                .add(piece));
        return windows.values().stream()
                .map(Map::values)
                .map(Point::ofSessions)
                .sorted(Comparator.comparingLong(Point::firstNanos))
                .toList();
    }

    private static Point ofSessions(Collection<List<Piece>> sessions) {
        return sessions.stream().map(Point::ofSession).reduce(Point::plus).orElseThrow();
    }

    /** Samples between the first and the last of a session in a span that no block has are missing, too. */
    private static Point ofSession(List<Piece> pieces) {
        Point point = pieces.stream().map(Point::of).reduce(Point::plus).orElseThrow();
        long first = pieces.stream().mapToLong(Piece::firstIndex).min().orElseThrow();
        long end = pieces.stream().mapToLong(Piece::endIndex).max().orElseThrow();
        return new Point(
                point.firstNanos,
                point.untilNanos,
                point.min,
                point.max,
                point.sum,
                point.present,
                end - first - point.present);
    }

    private static Point of(Piece piece) {
        return new Point(
                piece.startNanos(),
                piece.endNanos(),
                piece.min(),
                piece.max(),
                piece.present() > 0 ? piece.present() * piece.mean() : 0,
                piece.present(),
                0);
    }

    private Point plus(Point other) {
        boolean both = present > 0 && other.present > 0;
        Point figures = present > 0 ? this : other;
        return new Point(
                Math.min(firstNanos, other.firstNanos),
                Math.max(untilNanos, other.untilNanos),
                both ? Math.min(min, other.min) : figures.min,
                both ? Math.max(max, other.max) : figures.max,
                sum + other.sum,
                present + other.present,
                missing + other.missing);
    }

    private InternalRow row(long until) {
        boolean isPresent = present > 0;
        return new GenericInternalRow(new Object[] {
            Math.floorDiv(firstNanos, 1_000L),
            firstNanos,
            isPresent ? (Object) min : null,
            isPresent ? (Object) max : null,
            isPresent ? (Object) (sum / present) : null,
            present,
            missing,
            until
        });
    }
}

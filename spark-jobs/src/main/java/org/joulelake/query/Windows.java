package org.joulelake.query;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Time in windows of equal width.
 *
 * @param originNanos where window 0 begins, in nanoseconds since the Unix epoch, for sessions that have no origin of their own
 * @param origins the same for each session that has one
 * @param level largest pieces that windows are put together from
 */
record Windows(long originNanos, Map<String, Long> origins, long widthNanos, Level level) {

    /** All time in one. */
    static final Windows ONE = new Windows(0, Map.of(), Long.MAX_VALUE, Level.BLOCKS);

    /**
     * Windows that begin at an instant.
     *
     * @param pieces a window that is not put together from samples has so many at least
     */
    static Windows from(long originNanos, long widthNanos, List<Extent> extents, int pieces) {
        return new Windows(originNanos, Map.of(), widthNanos, level(widthNanos, extents, pieces));
    }

    /** Windows that begin for each session where it begins. */
    static Windows ofSessions(long widthNanos, List<Extent> extents, int pieces) {
        Map<String, Long> origins =
                extents.stream().collect(Collectors.toMap(Extent::session, Extent::fromNanos, Math::min));
        return new Windows(0, origins, widthNanos, level(widthNanos, extents, pieces));
    }

    /** Where window 0 of a session begins. */
    long origin(String session) {
        return origins.getOrDefault(session, originNanos);
    }

    /** The same of the column {@code session}, as SQL. */
    String originSql() {
        if (origins.isEmpty()) {
            return Sql.number(originNanos);
        }
        return origins.entrySet().stream()
                .map(origin -> Sql.text(origin.getKey()) + ", " + Sql.number(origin.getValue()))
                .collect(Collectors.joining(", ", "element_at(map(", "), session)"));
    }

    private static Level level(long widthNanos, List<Extent> extents, int pieces) {
        double rateHz = extents.stream().mapToDouble(Extent::rateHz).min().orElseThrow();
        long blockNanos = extents.stream().mapToLong(Extent::blockNanos).max().orElseThrow();
        return Level.of(widthNanos, rateHz, blockNanos, pieces);
    }
}

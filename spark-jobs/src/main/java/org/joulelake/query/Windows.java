package org.joulelake.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Time in windows of equal width.
 *
 * @param origin where window 0 begins, in nanoseconds since the Unix epoch, as SQL
 * @param level largest pieces that windows are put together from
 */
record Windows(String origin, long widthNanos, Level level) {

    /** All time in one. */
    static final Windows ONE = new Windows("0L", Long.MAX_VALUE, Level.BLOCKS);

    /**
     * Windows that begin at an instant.
     *
     * @param pieces a window that is not put together from samples has so many at least
     */
    static Windows from(long originNanos, long widthNanos, List<Extent> extents, int pieces) {
        return new Windows(Sql.number(originNanos), widthNanos, level(widthNanos, extents, pieces));
    }

    /** Windows that begin for each session where it begins. */
    static Windows ofSessions(long widthNanos, List<Extent> extents, int pieces) {
        String origins =
                extents.stream()
                        .collect(Collectors.toMap(Extent::session, Extent::fromNanos, Math::min))
                        .entrySet()
                        .stream()
                        .map(origin -> Sql.text(origin.getKey()) + ", " + Sql.number(origin.getValue()))
                        .collect(Collectors.joining(", "));
        return new Windows("element_at(map(" + origins + "), session)", widthNanos, level(widthNanos, extents, pieces));
    }

    private static Level level(long widthNanos, List<Extent> extents, int pieces) {
        double rateHz = extents.stream().mapToDouble(Extent::rateHz).min().orElseThrow();
        long blockNanos = extents.stream().mapToLong(Extent::blockNanos).max().orElseThrow();
        return Level.of(widthNanos, rateHz, blockNanos, pieces);
    }
}

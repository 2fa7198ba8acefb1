package org.joulelake.query;

import java.util.List;

/**
 * {@code waveform(device, algorithm, signal, from, to, points, session)}: least, greatest and mean sample of windows that
 * divide the time in which there are samples.
 */
final class WaveformFunction implements TableFunction {

    private static final int MOST_POINTS = 1_000_000;

    /** A window ends where a block or a bucket does only if it has so many of them at least. */
    private static final int PIECES_IN_WINDOW = 4;

    /** What {@link Point} does, for pieces that are not made in this process. */
    private static final String POINTS =
            """
            SELECT timestamp_micros(first_ns div 1000L - if(first_ns %% 1000L < 0, 1L, 0L)) AS ts, first_ns AS ts_ns,
                   min, max, sum / nullif(present, 0) AS mean, present AS count, missing_count,
                   least(last_ns, lead(first_ns) OVER (ORDER BY first_ns)) AS until_ns
            FROM (
              SELECT number, min(first_ns) AS first_ns, max(last_ns) AS last_ns, min(min) AS min, max(max) AS max,
                     sum(sum) AS sum, sum(present) AS present, sum(length) - sum(present) AS missing_count
              FROM (
                SELECT number, min(start_ns) AS first_ns, max(end_ns) AS last_ns,
                       min(IF(present > 0, min, NULL)) AS min, max(IF(present > 0, max, NULL)) AS max,
                       sum(IF(present > 0, present * mean, 0D)) AS sum, sum(present) AS present,
                       max(end_index) - min(first_index) AS length
                FROM (%s) GROUP BY session, from_ns, number
              )
              GROUP BY number
            )
            ORDER BY ts_ns""";

    @Override
    public String name() {
        return "waveform";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "points", "session");
    }

    @Override
    public int required() {
        return 6;
    }

    @Override
    public String description() {
        return "at most so many rows with the least, greatest and mean sample of each window of from <= time < to.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        String signal = arguments.text("signal");
        int points = arguments.count("points", MOST_POINTS);
        if (signal.equals(Power.SIGNAL)) {
            Power power = Power.of(question);
            Windows windows = windows(power.extents(), points);
            return power.made(windows)
                    .map(Point::sql)
                    .orElseGet(() -> POINTS.formatted(
                            String.join(" UNION ALL ", power.pieces(windows).values())));
        }
        Parts parts = new Parts(question);
        parts.require(List.of(signal));
        Windows windows = windows(Extent.of(parts, signal), points);
        return Pieces.made(parts, signal, windows)
                .map(Point::sql)
                .orElseGet(() -> POINTS.formatted(Pieces.of(parts, signal, windows)));
    }

    private static Windows windows(List<Extent> extents, int points) {
        if (extents.isEmpty()) {
            return Windows.ONE;
        }
        Extent.requireOneAtATime(extents);
        Extent.requireOneUnit(extents);
        long origin = extents.get(0).fromNanos();
        long until = extents.stream().mapToLong(Extent::untilNanos).max().orElseThrow();
        long width = (until - origin - 1) / points + 1;
        return Windows.from(origin, width, extents, PIECES_IN_WINDOW);
    }
}

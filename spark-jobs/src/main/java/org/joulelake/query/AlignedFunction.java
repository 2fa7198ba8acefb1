package org.joulelake.query;

import java.util.List;

/**
 * {@code aligned(device, algorithm, signal, from, to, before_s, after_s, points, event_signal, threshold, release, min_s,
 * session)}: the waveform about each event, in windows at the same offsets from its first sample.
 */
final class AlignedFunction implements TableFunction {

    private static final int MOST_POINTS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONGEST_SECONDS = 1e9;

    /** Numbered as {@code events} does; of which the beginning was not seen, it is not known where it is. */
    private static final String EVENTS =
            """
            SELECT session, from_ns, max(sample_rate_hz) AS event_rate_hz, sort_array(collect_list(%s)) AS events
            FROM (
              SELECT session, from_ns, sample_rate_hz, first_index, start_ns, seen,
                     row_number() OVER (PARTITION BY session ORDER BY first_index) AS number
              FROM (%s) WHERE number %% 2 = 1
            )
            WHERE seen GROUP BY session, from_ns""";

    private static final String WINDOWS =
            """
            SELECT session, near.event, near.event_ns AS from_ns, (near.number * %5$s + %3$s) / 1e9D AS offset_s,
                   min(IF(near.present > 0, near.min, NULL)) AS min, max(IF(near.present > 0, near.max, NULL)) AS max,
                   sum(near.sum) / nullif(sum(near.present), 0) AS mean, sum(near.present) AS count,
                   max(near.length) - sum(near.present) AS missing_count
            FROM (
              SELECT /*+ BROADCAST(event) */ session,
                     joulelake_aligned(`values`, first_sample + skipped, sample_rate_hz, events, event_rate_hz, %3$s,
                       %4$s, %5$s) AS windows
              FROM (%1$s) AS block JOIN (%2$s) AS event USING (session, from_ns)
            )
            LATERAL VIEW explode(windows) AS near
            GROUP BY session, near.event, near.event_ns, near.number
            ORDER BY from_ns, session, offset_s""";

    @Override
    public String name() {
        return "aligned";
    }

    @Override
    public List<String> parameters() {
        return List.of(
                "device",
                "algorithm",
                "signal",
                "from",
                "to",
                "before_s",
                "after_s",
                "points",
                "event_signal",
                "threshold",
                "release",
                "min_s",
                "session");
    }

    @Override
    public int required() {
        return 10;
    }

    @Override
    public String description() {
        return "for each event at most so many rows with the waveform from before_s before it until after_s after it.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        Hysteresis hysteresis = Hysteresis.of(arguments, "event_signal");
        long before = nanos(arguments, "before_s");
        long after = nanos(arguments, "after_s");
        if (before + after == 0) {
            throw new QueryException("before_s and after_s of aligned must not both be 0");
        }
        long width = (before + after - 1) / arguments.count("points", MOST_POINTS) + 1;
        Power power = new Power(new Parts(question));
        MeasuredSignal events = MeasuredSignal.of(question, power, hysteresis.signal());
        MeasuredSignal signal = MeasuredSignal.of(question, power, arguments.text("signal"));
        return WINDOWS.formatted(
                signal.samples(),
                EVENTS.formatted(AlignedLoop.EVENT, Stretches.of(events, hysteresis)),
                Sql.number(-before),
                Sql.number(after),
                Sql.number(width));
    }

    private static long nanos(Arguments arguments, String name) {
        double seconds = arguments.number(name);
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new QueryException("%s of aligned must be from 0 to 1000000000, not %s".formatted(name, seconds));
        }
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}

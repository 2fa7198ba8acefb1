package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/** {@code gaps(device, algorithm, signal, from, to, session)}: where samples are missing, how many, and why if that is known. */
final class GapsFunction implements TableFunction {

    private static final String ROWS =
            """
            SELECT session, signal, timestamp_micros(from_ns div 1000L - if(from_ns %% 1000L < 0, 1L, 0L)) AS ts,
                   from_ns, until_ns, (until_ns - from_ns) / 1e9D AS seconds, first_index, missing_count, reason, detail
            FROM (%s) ORDER BY from_ns, session, signal, first_index""";

    @Override
    public String name() {
        return "gaps";
    }

    @Override
    public List<String> parameters() {
        return List.of("device", "algorithm", "signal", "from", "to", "session");
    }

    @Override
    public int required() {
        return 5;
    }

    @Override
    public String description() {
        return "a row for each hole of from <= time < to, with how many samples are missing there, and why.";
    }

    @Override
    public String sql(Arguments arguments) {
        Question question = Question.of(arguments);
        String signal = arguments.text("signal");
        if (!signal.equals(Power.SIGNAL)) {
            Parts parts = new Parts(question);
            parts.require(List.of(signal));
            return ROWS.formatted(Gaps.of(parts, signal));
        }
        Power power = Power.of(question);
        Parts parts = power.parts();
        List<String> gaps = new ArrayList<>(List.of(Gaps.of(parts, signal)));
        List<String> sessions = power.sessionsOfProducts();
        if (!sessions.isEmpty()) {
            gaps.add(Gaps.of(parts, Power.CURRENT, sessions));
            gaps.add(Gaps.of(parts, Power.VOLTAGE, sessions));
        }
        return ROWS.formatted(String.join(" UNION ALL ", gaps));
    }
}

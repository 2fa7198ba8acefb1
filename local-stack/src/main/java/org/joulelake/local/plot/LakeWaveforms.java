package org.joulelake.local.plot;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.query.QueryException;

/** What a picture asks the lake, by the table functions of SQL. */
final class LakeWaveforms {

    /** All times that fit into 64 bits of nanoseconds. */
    private static final String FIRST_DAY = "1678-01-01";

    private static final String LAST_DAY = "2262-01-01";

    private static final String POWER = "power";
    private static final String CURRENT = "current";

    private static final String WAVEFORM = "SELECT ts_ns, until_ns, min, max, mean, count, missing_count"
            + " FROM waveform(:device, :algorithm, :signal, :from, :to, :points, :session) ORDER BY ts_ns";

    private static final String UNITS = "SELECT DISTINCT unit FROM power.blocks WHERE device = :device"
            + " AND signal = :signal AND algorithm IN (:algorithm, 'unassigned') AND session = coalesce(:session, session)"
            + " AND start_time <= timestamp_micros(:last) AND end_time > timestamp_micros(:first)";

    private static final String RANGES = "SELECT signal, algorithm = :algorithm AS named, unix_micros(min(start_time)),"
            + " unix_micros(max(end_time)) FROM power.blocks WHERE device = :device AND signal IN (:signal, :other)"
            + " AND algorithm IN (:algorithm, 'unassigned') AND session = coalesce(:session, session)"
            + " GROUP BY 1, 2 ORDER BY signal = :signal, named";

    private static final String COMPARISON =
            "SELECT * FROM compare(:device, :a, :b, :from, :to, CAST(:period AS DOUBLE), :session_a, :session_b)";

    private static final long NANOS_PER_MICRO = 1_000;

    private final SparkSession spark;
    private final PlotQuestion question;

    LakeWaveforms(SparkSession spark, PlotQuestion question) {
        this.spark = spark;
        this.question = question;
    }

    /**
     * The waveform of one of the algorithms.
     *
     * @param algorithm its number
     * @throws CommandException if there is none, which says what there is
     */
    Waveform waveform(int algorithm) {
        Map<String, Object> arguments = arguments(algorithm);
        arguments.put("from", question.from().orElse(FIRST_DAY));
        arguments.put("to", question.to().orElse(LAST_DAY));
        arguments.put("points", question.points());
        List<Window> windows = windows(arguments);
        if (windows.isEmpty()) {
            throw new CommandException("%s of %s has no samples%s while it ran %s%s; %s"
                    .formatted(
                            question.signal(),
                            question.device(),
                            question.session(algorithm)
                                    .map(session -> " in session " + session)
                                    .orElse(""),
                            question.algorithms().get(algorithm),
                            range(),
                            all(algorithm)));
        }
        return new Waveform(question.algorithms().get(algorithm), windows);
    }

    /** Units of the samples of a waveform; none for power that was not published. */
    List<String> units(int algorithm, Waveform waveform) {
        Map<String, Object> arguments = arguments(algorithm);
        arguments.put("first", Math.floorDiv(waveform.fromNanos(), NANOS_PER_MICRO));
        arguments.put("last", Math.floorDiv(waveform.untilNanos(), NANOS_PER_MICRO));
        return rows(UNITS, arguments).stream().map(row -> row.getString(0)).toList();
    }

    /** The row of {@code compare} of both algorithms. */
    Row comparison() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("device", question.device());
        arguments.put("a", question.algorithms().get(0));
        arguments.put("b", question.algorithms().get(1));
        arguments.put("from", question.from().orElse(FIRST_DAY));
        arguments.put("to", question.to().orElse(LAST_DAY));
        arguments.put("period", question.periodSeconds());
        arguments.put("session_a", question.session(0).orElse(null));
        arguments.put("session_b", question.session(1).orElse(null));
        return rows(COMPARISON, arguments).get(0);
    }

    private Map<String, Object> arguments(int algorithm) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("device", question.device());
        arguments.put("algorithm", question.algorithms().get(algorithm));
        arguments.put("signal", question.signal());
        arguments.put("session", question.session(algorithm).orElse(null));
        return arguments;
    }

    private List<Window> windows(Map<String, Object> arguments) {
        return rows(WAVEFORM, arguments).stream()
                .map(row -> new Window(
                        row.getLong(0),
                        row.getLong(1),
                        row.isNullAt(2) ? Double.NaN : row.getFloat(2),
                        row.isNullAt(3) ? Double.NaN : row.getFloat(3),
                        row.isNullAt(4) ? Double.NaN : row.getDouble(4),
                        row.getLong(5),
                        row.getLong(6)))
                .toList();
    }

    private List<Row> rows(String statement, Map<String, Object> arguments) {
        try {
            return spark.sql(statement, arguments).collectAsList();
        } catch (Exception e) {
            if (e instanceof SparkThrowable || e instanceof QueryException) {
                // The functions tell how SQL is to ask for a session.
                throw new CommandException(e.getMessage().replaceAll("session => '([^']*)'", "--session $1"), e);
            }
            throw e;
        }
    }

    private String range() {
        return question.from().map(from -> " from " + from).orElse("")
                + question.to().map(to -> " until " + to).orElse("");
    }

    /** From when until when there are samples, whatever time is asked for. */
    private String all(int algorithm) {
        Map<String, Object> arguments = arguments(algorithm);
        // Power that was not published is at most where current is.
        arguments.put("other", question.signal().equals(POWER) ? CURRENT : question.signal());
        String found = "there is none at any time";
        for (Row row : rows(RANGES, arguments)) {
            boolean named = row.getBoolean(1);
            found = "there is %s from %s until %s"
                    .formatted(
                            named ? row.getString(0) : row.getString(0) + " that may have been assigned to it",
                            instant(row.getLong(2)),
                            instant(row.getLong(3)));
        }
        return found;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}

package org.joulelake.query;

import org.apache.spark.sql.Row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.joulelake.ingest.LakeFixture;

/**
 * A call of a table function, as the lake and NumPy get it.
 *
 * @param arguments by name; a text, a number, a list of numbers, or a time in nanoseconds
 */
record OracleQuestion(String function, Map<String, Object> arguments) {

    private static final Set<String> TIMES = Set.of("from", "to");
    private static final String WAVEFORM = "waveform";

    /** The same arguments for another function. */
    OracleQuestion of(String otherFunction) {
        return new OracleQuestion(otherFunction, arguments);
    }

    /** The same with one more argument. */
    OracleQuestion with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(arguments);
        more.put(name, value);
        return new OracleQuestion(function, more);
    }

    /** The same with one argument less. */
    OracleQuestion without(String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(arguments);
        fewer.remove(name);
        return new OracleQuestion(function, fewer);
    }

    List<Row> ask(LakeFixture lake) {
        return lake.sql(toString());
    }

    /** As a line for the oracle, which is told the windows that {@code waveform} has chosen. */
    String line(int number, LakeFixture lake) {
        OracleQuestion question = function.equals(WAVEFORM) ? with("windows", windows(ask(lake))) : this;
        return question.arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + plain(argument.getValue()))
                .collect(Collectors.joining("\t", number + "\t" + function + "\t", ""));
    }

    /** As SQL. */
    @Override
    public String toString() {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + " => " + sql(argument.getKey(), argument.getValue()))
                .collect(Collectors.joining(", ", "SELECT * FROM " + function + "(", ")"));
    }

    private static String windows(List<Row> rows) {
        return rows.stream()
                .map(row -> row.getAs("ts_ns") + "-" + row.getAs("until_ns"))
                .collect(Collectors.joining(","));
    }

    private static String plain(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    private static String sql(String name, Object value) {
        if (TIMES.contains(name)) {
            return Sql.text(Recording.instant((Long) value));
        }
        if (value instanceof List<?>) {
            return "array(" + plain(value) + ")";
        }
        return value instanceof String text ? Sql.text(text) : value.toString();
    }
}

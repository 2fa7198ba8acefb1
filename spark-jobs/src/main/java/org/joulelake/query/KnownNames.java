package org.joulelake.query;

import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells a name that the lake does not have from a range in which nothing was measured. */
final class KnownNames {

    private static final int MOST_NAMES = 5;

    private static final String ANY =
            "SELECT 1 FROM lake.power.blocks WHERE device = %s AND signal IN (%s)" + " AND algorithm IN (%s) LIMIT 1";
    private static final String DEVICES = "SELECT DISTINCT device FROM lake.power.blocks";
    private static final String SIGNALS = "SELECT DISTINCT signal FROM lake.power.blocks WHERE device = %s";
    private static final String ALGORITHMS = "SELECT algorithm FROM lake.power.blocks WHERE device = %1$s"
            + " UNION SELECT algorithm FROM lake.power.assignments WHERE device = %1$s";

    private KnownNames() {}

    /**
     * Returns if the device has ever run the algorithm while one of these signals was measured.
     *
     * @throws QueryException which names what there is, the nearest first
     */
    static void requireAny(Question question, List<String> signals) {
        String device = Sql.text(question.device());
        List<String> named = List.of(question.algorithm());
        if (!rows(ANY.formatted(device, Sql.texts(signals), Sql.texts(named))).isEmpty()) {
            return;
        }
        require("device", question.device(), DEVICES);
        require("algorithm of " + question.device(), question.algorithm(), ALGORITHMS.formatted(device));
        List<String> measured = names(SIGNALS.formatted(device));
        if (signals.stream().noneMatch(measured::contains)) {
            throw unknown("signal of " + question.device(), String.join("' or '", signals), measured);
        }
    }

    private static void require(String what, String name, String query) {
        List<String> names = names(query);
        if (!names.contains(name)) {
            throw unknown(what, name, names);
        }
    }

    private static QueryException unknown(String what, String name, List<String> names) {
        if (names.isEmpty()) {
            return new QueryException("there is no %s '%s': the lake has none".formatted(what, name));
        }
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest = names.stream()
                .sorted(Comparator.<String>comparingInt(
                                one -> distance.apply(one.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", "));
        return new QueryException("there is no %s '%s'; there is %s%s"
                .formatted(
                        what,
                        name,
                        nearest,
                        names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : ""));
    }

    private static List<String> names(String query) {
        return rows(query).stream().map(row -> row.getString(0)).toList();
    }

    private static List<Row> rows(String query) {
        return SparkSession.active().sql(query).collectAsList();
    }
}

package org.joulelake.query;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.catalog.BlocksTable;

/**
 * A stretch of time in which blocks of one device ran the algorithm that is asked for.
 *
 * @param algorithm as the blocks have it
 * @param fromNanos first instant, in nanoseconds since the Unix epoch
 * @param untilNanos first instant after it
 */
record Span(String algorithm, long fromNanos, long untilNanos) {

    /** What is assigned to the device, oldest first; of two at the same instant, the one that {@code power.samples} goes by. */
    private static final String ASSIGNED =
            """
            SELECT valid_from_ns, max(algorithm) FROM lake.power.assignments
            WHERE device = %s GROUP BY valid_from_ns ORDER BY valid_from_ns""";

    /** All spans of a question: blocks that name the algorithm, and those that name none while it was assigned. */
    static List<Span> of(Question question) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(question.algorithm(), question.fromNanos(), question.toNanos()));
        boolean wanted = question.algorithm().equals(BlocksTable.UNASSIGNED);
        if (wanted) {
            spans.clear();
        }
        long begin = question.fromNanos();
        List<Row> rows = SparkSession.active()
                .sql(ASSIGNED.formatted(Sql.text(question.device())))
                .collectAsList();
        for (Row row : rows) {
            long next = Math.min(Math.max(row.getLong(0), question.fromNanos()), question.toNanos());
            if (wanted && begin < next) {
                spans.add(new Span(BlocksTable.UNASSIGNED, begin, next));
            }
            begin = next;
            wanted = row.getString(1).equals(question.algorithm());
        }
        if (wanted && begin < question.toNanos()) {
            spans.add(new Span(BlocksTable.UNASSIGNED, begin, question.toNanos()));
        }
        return List.copyOf(spans);
    }
}

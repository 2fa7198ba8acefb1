package org.joulelake.query;

import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.joulelake.catalog.AssignmentsTable;
import org.joulelake.catalog.BlocksTable;

/**
 * A stretch of time in which blocks of one device ran the algorithm that is asked for.
 *
 * @param algorithm as the blocks have it
 * @param fromNanos first instant, in nanoseconds since the Unix epoch
 * @param untilNanos first instant after it
 */
record Span(String algorithm, long fromNanos, long untilNanos) {

    /**
     * All spans of a question: blocks that name the algorithm, and those that name none while it was assigned. One that is
     * assigned again goes on: what is missing at that instant is missing within a span.
     */
    static List<Span> of(Question question) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(question.algorithm(), question.fromNanos(), question.toNanos()));
        boolean wanted = question.algorithm().equals(BlocksTable.UNASSIGNED);
        if (wanted) {
            spans.clear();
        }
        long begin = question.fromNanos();
        for (Map.Entry<Long, String> assigned : assigned(question.device()).entrySet()) {
            long next = Math.min(Math.max(assigned.getKey(), question.fromNanos()), question.toNanos());
            boolean goesOn = assigned.getValue().equals(question.algorithm());
            if (wanted && !goesOn && begin < next) {
                spans.add(new Span(BlocksTable.UNASSIGNED, begin, next));
            }
            begin = wanted && goesOn ? begin : next;
            wanted = goesOn;
        }
        if (wanted && begin < question.toNanos()) {
            spans.add(new Span(BlocksTable.UNASSIGNED, begin, question.toNanos()));
        }
        return List.copyOf(spans);
    }

    /** What is assigned to a device, oldest first; of two at the same instant, the one that {@code power.samples} goes by. */
    private static SortedMap<Long, String> assigned(String device) {
        SortedMap<Long, String> assigned = new TreeMap<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(BlockIndex.table(AssignmentsTable.ID.toString()))
                .where(Expressions.equal("device", device))
                .select("valid_from_ns", "algorithm")
                .build()) {
            for (Record row : rows) {
                assigned.merge(
                        (Long) row.getField("valid_from_ns"),
                        row.getField("algorithm").toString(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        } catch (IOException e) {
            throw new QueryException("cannot read " + AssignmentsTable.ID + ": " + e.getMessage());
        }
        return assigned;
    }

    /** Whether any time of a block is in it, of its algorithm. */
    boolean touches(BlockFigures block) {
        return algorithm.equals(block.algorithm()) && fromNanos < block.endNanos() && untilNanos > block.startNanos();
    }
}

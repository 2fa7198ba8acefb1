package org.joulelake.verify;

import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

import org.joulelake.catalog.BlocksTable;

/**
 * Which blocks are to be checked.
 *
 * @param equal columns of text that must have a value
 * @param from blocks that end after this, or null
 * @param to blocks that start before this, or null
 */
public record VerifyFilter(Map<String, String> equal, Instant from, Instant to) implements Serializable {

    /** All blocks. */
    public static final VerifyFilter ALL = new VerifyFilter(Map.of(), null, null);

    /** Takes a copy. */
    public VerifyFilter {
        equal = Map.copyOf(equal);
    }

    /** Whether only part of a stream may be in sight. */
    boolean hasTime() {
        return from != null || to != null;
    }

    /** For the files that may hold such blocks. */
    Expression expression() {
        Expression all = Expressions.alwaysTrue();
        for (Map.Entry<String, String> column : equal.entrySet()) {
            all = Expressions.and(all, Expressions.equal(column.getKey(), column.getValue()));
        }
        if (from != null) {
            all = Expressions.and(all, Expressions.greaterThan(BlocksTable.END_TIME, from.toString()));
        }
        if (to != null) {
            all = Expressions.and(all, Expressions.lessThan(BlocksTable.START_TIME, to.toString()));
        }
        return all;
    }

    /** The same for rows in Spark. */
    Column condition() {
        Column all = functions.lit(true);
        for (Map.Entry<String, String> column : equal.entrySet()) {
            all = all.and(functions.col(column.getKey()).equalTo(column.getValue()));
        }
        if (from != null) {
            all = all.and(functions.col(BlocksTable.END_TIME).gt(functions.lit(from)));
        }
        if (to != null) {
            all = all.and(functions.col(BlocksTable.START_TIME).lt(functions.lit(to)));
        }
        return all;
    }

    /** Whether a row is one of them. */
    boolean matches(Record row) {
        return equal.entrySet().stream().allMatch(column -> column.getValue().equals(row.getField(column.getKey())))
                && Optional.ofNullable(from)
                        .map(time -> time(row, BlocksTable.END_TIME).isAfter(time))
                        .orElse(true)
                && Optional.ofNullable(to)
                        .map(time -> time(row, BlocksTable.START_TIME).isBefore(time))
                        .orElse(true);
    }

    private static Instant time(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant();
    }
}

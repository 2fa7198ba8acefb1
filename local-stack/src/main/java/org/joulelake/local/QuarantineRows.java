package org.joulelake.local;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import org.joulelake.catalog.QuarantineTable;

/** Reads {@code power.quarantine} without Spark. */
final class QuarantineRows {

    private QuarantineRows() {}

    static void read(Table quarantine, Expression condition, Consumer<Record> each, String... columns) {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(quarantine)
                .where(condition)
                .select(columns)
                .build()) {
            rows.forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + quarantine.name(), e);
        }
    }

    static MessageId id(Record row) {
        return new MessageId(
                (String) row.getField(QuarantineTable.KAFKA_TOPIC),
                (Integer) row.getField(QuarantineTable.KAFKA_PARTITION),
                (Long) row.getField(QuarantineTable.KAFKA_OFFSET));
    }
}

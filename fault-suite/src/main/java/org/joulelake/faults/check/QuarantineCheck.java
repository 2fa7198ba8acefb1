package org.joulelake.faults.check;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.joulelake.catalog.QuarantineTable;

/**
 * What {@code power.quarantine} has of the records that should be there.
 *
 * @param expected records that are no blocks
 * @param missing of these, the ones that are not there
 * @param superfluous rows of other records, and second rows of one
 */
public record QuarantineCheck(long expected, long missing, long superfluous) {

    /** Compares the table with the records of one topic that should be there. */
    public static QuarantineCheck check(Table quarantine, Set<RecordId> expected) {
        Map<RecordId, Integer> rows = new HashMap<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(quarantine)
                .select(QuarantineTable.KAFKA_PARTITION, QuarantineTable.KAFKA_OFFSET)
                .build()) {
            all.forEach(row -> rows.merge(
                    new RecordId((Integer) row.getField(QuarantineTable.KAFKA_PARTITION), (Long)
                            row.getField(QuarantineTable.KAFKA_OFFSET)),
                    1,
                    Integer::sum));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + quarantine.name(), e);
        }
        long missing = expected.stream().filter(id -> !rows.containsKey(id)).count();
        long right = expected.stream().filter(rows::containsKey).count();
        long all = rows.values().stream().mapToLong(count -> count).sum();
        return new QuarantineCheck(expected.size(), missing, all - right);
    }

    /** Whether each is there once, and nothing else. */
    public boolean passed() {
        return missing == 0 && superfluous == 0;
    }
}

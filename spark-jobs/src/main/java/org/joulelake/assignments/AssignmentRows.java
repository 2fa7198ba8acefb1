package org.joulelake.assignments;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import org.joulelake.block.AssignmentKey;
import org.joulelake.catalog.AssignmentsTable;

/** The rows of {@code power.assignments} in one of its snapshots, and what is to become of them. */
final class AssignmentRows {

    private final Table table;
    private final Snapshot snapshot;
    private final Map<Place, String> stored;

    /** What a row is about; as it is in the table, where others may write, too. */
    private record Place(String device, long validFromNanos) {}

    private AssignmentRows(Table table, Snapshot snapshot, Map<Place, String> stored) {
        this.table = table;
        this.snapshot = snapshot;
        this.stored = stored;
    }

    /** Reads the current snapshot. */
    static AssignmentRows read(Table table) {
        table.refresh();
        Snapshot snapshot = table.currentSnapshot();
        return new AssignmentRows(table, snapshot, snapshot == null ? places() : rows(table, snapshot));
    }

    /**
     * Puts these in the places of theirs, takes out those without an algorithm and leaves all others, in one commit, if
     * that changes anything. False if somebody else has committed since the snapshot was read.
     */
    boolean update(Map<AssignmentKey, Optional<String>> algorithms) {
        Map<Place, String> wanted = places();
        wanted.putAll(stored);
        algorithms.forEach((key, algorithm) ->
                wanted.compute(new Place(key.device(), key.validFromNanos()), (place, old) -> algorithm.orElse(null)));
        return wanted.equals(stored) || replaceBy(wanted);
    }

    private boolean replaceBy(Map<Place, String> wanted) {
        OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
        Optional<DataFile> file = wanted.isEmpty() ? Optional.empty() : Optional.of(write(wanted));
        file.ifPresent(overwrite::addFile);
        overwrite.validateWith(new StillAt(table.name(), snapshot));
        try {
            overwrite.commit();
            return true;
        } catch (ValidationException | CommitFailedException e) {
            file.ifPresent(unused -> table.io().deleteFile(unused.location()));
            return false;
        }
    }

    private DataFile write(Map<Place, String> rows) {
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(OutputFileFactory.builderFor(table, 0, 0).build().newOutputFile(), table.spec(), null);
        try (writer) {
            rows.forEach((place, algorithm) -> writer.write(row(place, algorithm)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toDataFile();
    }

    private Record row(Place place, String algorithm) {
        Record row = GenericRecord.create(table.schema());
        row.setField(AssignmentsTable.DEVICE, place.device());
        row.setField(AssignmentsTable.ALGORITHM, algorithm);
        row.setField(AssignmentsTable.VALID_FROM_NS, place.validFromNanos());
        return row;
    }

    /** Of two rows about the same, which only others can have written, the one that the view goes by. */
    private static Map<Place, String> rows(Table table, Snapshot snapshot) {
        Map<Place, String> rows = places();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table).useSnapshot(snapshot.snapshotId()).build()) {
            records.forEach(row -> rows.merge(
                    new Place((String) row.getField(AssignmentsTable.DEVICE), (Long)
                            row.getField(AssignmentsTable.VALID_FROM_NS)),
                    (String) row.getField(AssignmentsTable.ALGORITHM),
                    BinaryOperator.maxBy(Comparator.naturalOrder())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Map<Place, String> places() {
        return new TreeMap<>(Comparator.comparing(Place::device).thenComparing(Place::validFromNanos));
    }

    /** Runs inside the commit, on what the table is by then. */
    private record StillAt(String table, Snapshot expected) implements SnapshotAncestryValidator {

        @Override
        public boolean validate(Iterable<Snapshot> newestFirst) {
            Iterator<Snapshot> snapshots = newestFirst.iterator();
            return snapshots.hasNext()
                    ? expected != null && snapshots.next().snapshotId() == expected.snapshotId()
                    : expected == null;
        }

        @Override
        public String errorMessage() {
            return "somebody else has written to " + table;
        }
    }
}

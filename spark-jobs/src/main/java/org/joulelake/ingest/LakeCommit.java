package org.joulelake.ingest;

import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Commits the files of a batch together with how far the table has read by then. */
final class LakeCommit {

    private LakeCommit() {}

    /**
     * Appends the files, unless another ingest has committed since {@code from} was looked up: then nothing is committed.
     *
     * @param from what the table said of itself before the batch
     * @param to how far it has read with these files
     * @param properties of the table that are set by the same commit
     * @throws org.apache.iceberg.exceptions.ValidationException if another ingest has committed in the meantime
     */
    static void append(
            Table table, List<DataFile> files, LakeState from, LakeProgress to, Map<String, String> properties) {
        Snapshot current = table.currentSnapshot();
        long after = current == null ? 0 : current.sequenceNumber();
        String id = UUID.randomUUID().toString();
        Transaction commit = table.newTransaction();
        AppendFiles append = commit.newAppend();
        files.forEach(append::appendFile);
        append.set(LakeProgress.SUMMARY_PROPERTY, to.toJson());
        append.set(LakeState.COMMIT_PROPERTY, id);
        append.validateWith(new StillAt(table.name(), from.commit()));
        append.commit();
        UpdateProperties update = commit.updateProperties()
                .set(LakeProgress.TABLE_PROPERTY, to.toJson())
                .set(LakeProgress.AFTER_PROPERTY, Long.toString(after))
                .set(LakeState.COMMIT_PROPERTY, id);
        properties.forEach(update::set);
        update.commit();
        commit.commitTransaction();
    }

    /**
     * Runs inside the commit, on what the table is by then; again when the commit is tried again on top of another, so
     * that the properties are only set with it. If no snapshot says anything, none of an ingest came in between.
     */
    private record StillAt(String table, String expected) implements SnapshotAncestryValidator {

        @Override
        public boolean validate(Iterable<Snapshot> newestFirst) {
            return LakeState.newestCommit(newestFirst).map(expected::equals).orElse(true);
        }

        @Override
        public String errorMessage() {
            return "another ingest has written to " + table + " since this batch began";
        }
    }
}

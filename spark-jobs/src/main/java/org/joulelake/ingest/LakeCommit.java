package org.joulelake.ingest;

import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;

import java.util.List;

/** Commits the files of a batch together with how far the table has read by then. */
final class LakeCommit {

    private LakeCommit() {}

    /**
     * Appends the files, unless the table has read on since {@code from} was looked up: then another ingest is at work
     * on it, and nothing is committed.
     *
     * @throws org.apache.iceberg.exceptions.ValidationException if another ingest has committed in the meantime
     */
    static void append(Table table, List<DataFile> files, LakeProgress from, LakeProgress to) {
        AppendFiles append = table.newAppend();
        files.forEach(append::appendFile);
        append.set(LakeProgress.SUMMARY_PROPERTY, to.toJson());
        append.validateWith(new StillAt(table.name(), from));
        append.commit();
    }

    /** Runs inside the commit, on what the table is by then. */
    private record StillAt(String table, LakeProgress expected) implements SnapshotAncestryValidator {

        @Override
        public boolean validate(Iterable<Snapshot> newestFirst) {
            return LakeProgress.of(newestFirst).equals(expected);
        }

        @Override
        public String errorMessage() {
            return "another ingest has written to " + table + " since this batch began; only one may run at a time";
        }
    }
}

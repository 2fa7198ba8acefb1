package org.joulelake.ingest;

import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

import org.joulelake.ingest.known.KnownStreams;

/**
 * What a table says of itself before a batch: who committed last, how far it has read, and what it has of live streams.
 *
 * @param commit id of the last commit of an ingest, for the next one to check; empty if none is in sight
 * @param progress how far the table has read
 * @param streams which blocks it has; those that are not in it must be looked up
 */
record LakeState(String commit, LakeProgress progress, KnownStreams streams) {

    /** Snapshot summary property, and table property: id of a commit of an ingest. */
    static final String COMMIT_PROPERTY = "joulelake.commit";

    /** Table property: {@link KnownStreams} after the commit that {@link #COMMIT_PROPERTY} names. */
    static final String STREAMS_PROPERTY = "joulelake.streams";

    private static final Logger LOG = LoggerFactory.getLogger(LakeState.class);

    /** The state of a table that was just loaded. */
    static LakeState of(Table table) {
        Optional<Snapshot> last = lastCommit(table);
        String commit = last.map(LakeState::commitOf).orElse("");
        KnownStreams streams =
                last.isPresent() && isUntouchedSince(last.get(), table) ? stored(table, commit) : KnownStreams.NONE;
        return new LakeState(commit, LakeProgress.of(table), streams);
    }

    /** Id of the newest commit of an ingest among these snapshots. */
    static Optional<String> newestCommit(Iterable<Snapshot> newestFirst) {
        return newest(newestFirst).map(LakeState::commitOf);
    }

    private static Optional<Snapshot> lastCommit(Table table) {
        if (table.currentSnapshot() == null) {
            return Optional.empty();
        }
        return newest(SnapshotUtil.currentAncestors(table));
    }

    private static Optional<Snapshot> newest(Iterable<Snapshot> newestFirst) {
        for (Snapshot snapshot : newestFirst) {
            if (snapshot.summary().containsKey(LakeProgress.SUMMARY_PROPERTY)) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    /** Commits of versions that gave no id are told apart by their offsets. */
    private static String commitOf(Snapshot snapshot) {
        return snapshot.summary()
                .getOrDefault(COMMIT_PROPERTY, snapshot.summary().get(LakeProgress.SUMMARY_PROPERTY));
    }

    /** Compaction moves rows; whoever else adds or deletes some, what we remember no longer holds. */
    private static boolean isUntouchedSince(Snapshot last, Table table) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            if (snapshot.snapshotId() == last.snapshotId()) {
                return true;
            }
            if (!DataOperations.REPLACE.equals(snapshot.operation())) {
                return false;
            }
        }
        return false;
    }

    private static KnownStreams stored(Table table, String commit) {
        String text = table.properties().get(STREAMS_PROPERTY);
        if (text == null || !commit.equals(table.properties().get(COMMIT_PROPERTY))) {
            return KnownStreams.NONE;
        }
        try {
            return KnownStreams.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "Property {} of {}: {}; streams are looked up instead",
                    STREAMS_PROPERTY,
                    table.name(),
                    e.getMessage());
            return KnownStreams.NONE;
        }
    }
}

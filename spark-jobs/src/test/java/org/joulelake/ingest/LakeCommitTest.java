package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class LakeCommitTest {

    private static final LakeProgress AT_5 = progress(5);
    private static final LakeProgress AT_9 = progress(9);

    private final Table table = MemoryTables.blocks();

    @Test
    void filesAndProgressAreOneSnapshot() {
        LakeCommit.append(table, List.of(file("a"), file("b")), LakeState.of(table), AT_5, Map.of());

        assertThat(table.snapshots()).hasSize(1);
        Snapshot snapshot = table.currentSnapshot();
        assertThat(snapshot.summary()).containsEntry("added-data-files", "2");
        assertThat(snapshot.summary()).containsEntry(LakeProgress.SUMMARY_PROPERTY, "{\"t\":{\"0\":5}}");
    }

    @Test
    void batchWithoutFilesStillAdvances() {
        LakeCommit.append(table, List.of(file("a")), LakeState.of(table), AT_5, Map.of());
        LakeCommit.append(table, List.of(), LakeState.of(table), AT_9, Map.of());

        assertThat(LakeProgress.of(table)).isEqualTo(AT_9);
        assertThat(paths()).containsExactly("a");
    }

    @Test
    void ofTwoIngestsFromTheSamePlaceOneCommits() {
        LakeCommit.append(table, List.of(file("before")), LakeState.of(table), AT_5, Map.of());
        Table other = MemoryTables.again(table);
        other.refresh();

        LakeCommit.append(table, List.of(file("mine")), LakeState.of(table), AT_9, Map.of());

        assertThatThrownBy(() ->
                        LakeCommit.append(other, List.of(file("theirs")), LakeState.of(other), progress(7), Map.of()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("another ingest has written to");
        table.refresh();
        assertThat(LakeProgress.of(table)).isEqualTo(AT_9);
        assertThat(table.snapshots()).hasSize(2);
        assertThat(paths()).allMatch(path -> path.endsWith("before") || path.endsWith("mine"));
    }

    @Test
    void sameBatchCommittedTwiceIsRefused() {
        LakeState begin = LakeState.of(table);
        LakeCommit.append(table, List.of(file("once")), begin, AT_5, Map.of());

        assertThatThrownBy(() -> LakeCommit.append(table, List.of(file("twice")), begin, AT_5, Map.of()))
                .isInstanceOf(ValidationException.class);
        assertThat(paths()).hasSize(1);
    }

    @Test
    void commitsOfOthersThatRecordNoProgressAreNoConflict() {
        LakeCommit.append(table, List.of(file("before")), LakeState.of(table), AT_5, Map.of());
        Table stale = MemoryTables.again(table);
        stale.refresh();
        table.newAppend().appendFile(file("compaction")).commit();

        LakeCommit.append(stale, List.of(file("mine")), LakeState.of(stale), AT_9, Map.of());

        table.refresh();
        assertThat(LakeProgress.of(table)).isEqualTo(AT_9);
        assertThat(paths()).hasSize(3);
    }

    @Test
    void progressOutlivesTheSnapshotsThatRecordedIt() {
        LakeCommit.append(table, List.of(file("a")), LakeState.of(table), AT_5, Map.of());
        table.newAppend().appendFile(file("compaction")).commit();
        expireAllButTheCurrent();
        assertThat(table.snapshots()).hasSize(1);
        assertThat(LakeProgress.of(table)).isEqualTo(AT_5);

        LakeCommit.append(table, List.of(file("b")), LakeState.of(table), AT_9, Map.of());

        assertThat(LakeProgress.of(table)).isEqualTo(AT_9);
        assertThat(paths()).hasSize(3);
    }

    @Test
    void anIngestThatCameInBetweenIsFoundThoughTheStartHasExpired() {
        LakeCommit.append(table, List.of(file("a")), LakeState.of(table), AT_5, Map.of());
        table.newAppend().appendFile(file("compaction")).commit();
        expireAllButTheCurrent();
        Table other = MemoryTables.again(table);
        other.refresh();

        LakeCommit.append(table, List.of(file("mine")), LakeState.of(table), AT_9, Map.of());

        assertThatThrownBy(() ->
                        LakeCommit.append(other, List.of(file("theirs")), LakeState.of(other), progress(7), Map.of()))
                .isInstanceOf(ValidationException.class);
        table.refresh();
        assertThat(LakeProgress.of(table)).isEqualTo(AT_9);
    }

    @Test
    void afterARollBackTheOlderSnapshotCounts() {
        LakeCommit.append(table, List.of(file("a")), LakeState.of(table), AT_5, Map.of());
        long first = table.currentSnapshot().snapshotId();
        LakeCommit.append(table, List.of(file("b")), LakeState.of(table), AT_9, Map.of());
        table.manageSnapshots().rollbackTo(first).commit();

        assertThat(LakeProgress.of(table)).isEqualTo(AT_5);
    }

    @Test
    void aRollBackBehindAllThatIsRecordedIsRefused() {
        table.newAppend().appendFile(file("foreign")).commit();
        long first = table.currentSnapshot().snapshotId();
        LakeCommit.append(table, List.of(file("a")), LakeState.of(table), AT_5, Map.of());
        table.manageSnapshots().rollbackTo(first).commit();

        assertThatThrownBy(() -> LakeProgress.of(table))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was rolled back");
    }

    private void expireAllButTheCurrent() {
        table.expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(1)
                .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                .commit();
        table.refresh();
    }

    private DataFile file(String name) {
        return MemoryTables.file(table, name);
    }

    private List<String> paths() {
        return MemoryTables.files(table);
    }

    private static LakeProgress progress(long nextOffset) {
        return new LakeProgress(Map.of("t", Map.of(0, nextOffset)));
    }
}

package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;

class LakeProgressTest {

    private final Table table = MemoryTables.blocks();

    @Test
    void tableThatTookNothingInCoversNothing() {
        assertThat(LakeProgress.of(table)).isEqualTo(LakeProgress.NONE);
        assertThat(LakeProgress.NONE.covers("t", 0, 0)).isFalse();
        assertThat(LakeProgress.NONE.nextOffset("t", 0)).isZero();
    }

    @Test
    void recordsBelowTheNextOffsetOfTheirPartitionAreCovered() {
        LakeProgress progress = progress("t", 1, 5L);

        assertThat(progress.covers("t", 1, 4)).isTrue();
        assertThat(progress.covers("t", 1, 5)).isFalse();
        assertThat(progress.covers("t", 0, 4)).isFalse();
        assertThat(progress.covers("u", 1, 4)).isFalse();
    }

    @Test
    void progressGoesForwardsOnly() {
        LakeProgress sum = progress("t", 1, 5L).plus(Map.of("t", Map.of(0, 2L, 1, 3L), "u", Map.of(0, 1L)));

        assertThat(sum.nextOffsets()).isEqualTo(Map.of("t", Map.of(0, 2L, 1, 5L), "u", Map.of(0, 1L)));
    }

    @Test
    void beyondIsThePartThatIsFurther() {
        LakeProgress progress = new LakeProgress(Map.of("t", Map.of(0, 2L, 1, 5L), "u", Map.of(0, 1L)));
        LakeProgress other = new LakeProgress(Map.of("t", Map.of(0, 2L, 1, 4L), "u", Map.of(0, 7L)));

        assertThat(progress.beyond(other)).isEqualTo(progress("t", 1, 5L));
        assertThat(progress.beyond(progress)).isEqualTo(LakeProgress.NONE);
    }

    @Test
    void progressIsReadBackAsItWasCommitted() {
        LakeProgress progress = new LakeProgress(
                Map.of("joulelake.blocks", Map.of(0, 3L, 11, Long.MAX_VALUE), "ü \"quoted\"", Map.of(2, 1L)));

        LakeCommit.append(table, List.of(), LakeState.of(table), progress, Map.of());

        assertThat(LakeProgress.of(table)).isEqualTo(progress);
    }

    @Test
    void progressOutlivesSnapshotsOfOthers() {
        LakeCommit.append(table, List.of(), LakeState.of(table), progress("t", 0, 7L), Map.of());
        table.newAppend()
                .appendFile(MemoryTables.file(table, "someone-elses.parquet"))
                .commit();
        table.newDelete().deleteFile("someone-elses.parquet").commit();

        assertThat(table.currentSnapshot().summary()).doesNotContainKey(LakeProgress.SUMMARY_PROPERTY);
        assertThat(LakeProgress.of(table)).isEqualTo(progress("t", 0, 7L));
    }

    @Test
    void summaryThatCannotBeReadStopsTheIngestInsteadOfStartingAtZero() {
        table.newAppend().set(LakeProgress.SUMMARY_PROPERTY, "{\"t\":[1]}").commit();

        assertThatThrownBy(() -> LakeProgress.of(table))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("snapshot summary has an unreadable joulelake.next-offsets: {\"t\":[1]}");
    }

    @Test
    void progressTravelsToTasks() throws Exception {
        LakeProgress progress = LakeProgress.NONE.plus(Map.of("t", Map.of(0, 2L)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(progress);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(progress);
        }
    }

    private static LakeProgress progress(String topic, int partition, long nextOffset) {
        return new LakeProgress(Map.of(topic, Map.of(partition, nextOffset)));
    }
}

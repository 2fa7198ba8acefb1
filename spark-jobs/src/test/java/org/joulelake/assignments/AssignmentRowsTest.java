package org.joulelake.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.joulelake.block.AssignmentKey;
import org.joulelake.catalog.AssignmentsTable;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;

@ExtendWith(LakeExtension.class)
class AssignmentRowsTest {

    private static final AssignmentKey KEY = new AssignmentKey("device", 1);

    private final LakeFixture lake;

    AssignmentRowsTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void rowsOfOthersStay() throws Exception {
        Table table = table("others");
        lake.sql("INSERT INTO power.others (device, algorithm, valid_from_ns) VALUES ('', 'odd', 5), ('d', 'x', 1)");
        assertThat(AssignmentRows.read(table).update(Map.of(KEY, Optional.of("a"))))
                .isTrue();
        assertThat(rows(table)).containsExactly("|5=odd", "d|1=x", "device|1=a");
        assertThat(AssignmentRows.read(table).update(Map.of(KEY, Optional.empty())))
                .isTrue();
        assertThat(rows(table)).containsExactly("|5=odd", "d|1=x");
    }

    @Test
    void whatIsSoAlreadyIsNotCommitted() {
        Table table = table("unchanged");
        assertThat(AssignmentRows.read(table).update(Map.of(KEY, Optional.empty())))
                .isTrue();
        assertThat(table.currentSnapshot()).isNull();
        AssignmentRows.read(table).update(Map.of(KEY, Optional.of("a")));
        long snapshot = table.currentSnapshot().snapshotId();
        assertThat(AssignmentRows.read(table).update(Map.of(KEY, Optional.of("a"))))
                .isTrue();
        table.refresh();
        assertThat(table.currentSnapshot().snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void whoIsLateChangesNothingAndLeavesNoFile() throws Exception {
        Table table = table("late");
        AssignmentRows onEmpty = AssignmentRows.read(table);
        assertThat(AssignmentRows.read(lake.catalog().loadTable(id("late"))).update(Map.of(KEY, Optional.of("b"))))
                .isTrue();
        assertThat(onEmpty.update(Map.of(KEY, Optional.of("a")))).isFalse();

        AssignmentRows onOne = AssignmentRows.read(table);
        lake.sql("DELETE FROM power.late");
        assertThat(onOne.update(Map.of(KEY, Optional.of("a")))).isFalse();
        assertThat(rows(table)).isEmpty();
        assertThat(dataFiles(table)).hasSize(1);
    }

    private Table table(String name) {
        return lake.catalog().createTable(id(name), AssignmentsTable.SCHEMA);
    }

    private static TableIdentifier id(String name) {
        return TableIdentifier.of("power", name);
    }

    private static List<String> rows(Table table) throws Exception {
        table.refresh();
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            records.forEach(row -> rows.add(
                    row.getField("device") + "|" + row.getField("valid_from_ns") + "=" + row.getField("algorithm")));
        }
        return rows;
    }

    private List<Path> dataFiles(Table table) throws Exception {
        try (Stream<Path> files = Files.walk(lake.file(table.location() + "/data"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

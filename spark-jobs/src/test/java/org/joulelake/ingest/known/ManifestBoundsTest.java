package org.joulelake.ingest.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.MemoryTables;

class ManifestBoundsTest {

    private static final String EARLY = "019a0000-0000-7000-8000-000000000000";
    private static final String MIDDLE = "019a1111-0000-7000-8000-000000000000";
    private static final String LATE = "019a2222-0000-7000-8000-000000000000";

    private final Table blocks = MemoryTables.blocks();
    private final ManifestBounds bounds = new ManifestBounds(3);

    @Test
    void passesOverFilesOfOtherDevicesAndSessions() {
        append(file("a", "dev-1", EARLY, MIDDLE));

        FileBounds file = bounds.of(blocks, newest()).get(0);

        assertEquals("a", file.location());
        assertTrue(file.mayHave(new StreamId("dev-1", EARLY, "current")));
        assertTrue(file.mayHave(new StreamId("dev-1", MIDDLE, "current")));
        assertFalse(file.mayHave(new StreamId("dev-1", LATE, "current")));
        assertFalse(file.mayHave(new StreamId("dev-2", EARLY, "current")));
    }

    /** Iceberg keeps 16 characters of a text, the last one of an upper bound raised. */
    @Test
    void takesBoundsThatAreShortened() {
        append(file("a", "dev-1", EARLY.substring(0, 16), "019a1111-0000-71"));

        FileBounds file = bounds.of(blocks, newest()).get(0);

        assertTrue(file.mayHave(new StreamId("dev-1", EARLY, "current")));
        assertTrue(file.mayHave(new StreamId("dev-1", MIDDLE, "current")));
        assertFalse(file.mayHave(new StreamId("dev-1", LATE, "current")));
    }

    @Test
    void aFileWithoutBoundsMayHaveAll() {
        append(MemoryTables.file(blocks, "a"));

        assertTrue(bounds.of(blocks, newest()).get(0).mayHave(new StreamId("dev-9", LATE, "x")));
    }

    @Test
    void readsEachManifestOnceAndForgetsTheOldest() {
        append(file("a", "dev-1", EARLY, EARLY), file("b", "dev-1", EARLY, EARLY));
        ManifestFile first = newest();
        List<FileBounds> firstRead = bounds.of(blocks, first);
        assertSame(firstRead, bounds.of(blocks, first));
        append(file("c", "dev-1", LATE, LATE), file("d", "dev-1", LATE, LATE));

        bounds.of(blocks, newest());

        assertEquals(2, bounds.size());
        assertEquals(firstRead, bounds.of(blocks, first));
        assertEquals(2, bounds.size());
    }

    private void append(DataFile... files) {
        var append = blocks.newFastAppend();
        List.of(files).forEach(append::appendFile);
        append.commit();
    }

    private ManifestFile newest() {
        return blocks.currentSnapshot().dataManifests(blocks.io()).get(0);
    }

    private DataFile file(String path, String device, String firstSession, String lastSession) {
        return DataFiles.builder(blocks.spec())
                .withPath(path)
                .withFormat("parquet")
                .withFileSizeInBytes(10)
                .withMetrics(new Metrics(
                        1L,
                        null,
                        null,
                        null,
                        null,
                        Map.of(field(BlocksTable.DEVICE), text(device), field(BlocksTable.SESSION), text(firstSession)),
                        Map.of(field(BlocksTable.DEVICE), text(device), field(BlocksTable.SESSION), text(lastSession))))
                .build();
    }

    private int field(String column) {
        return blocks.schema().findField(column).fieldId();
    }

    private static ByteBuffer text(String value) {
        return Conversions.toByteBuffer(Types.StringType.get(), value);
    }
}

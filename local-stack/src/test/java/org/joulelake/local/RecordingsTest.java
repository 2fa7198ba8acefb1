package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.local.stack.LakeDirectory;
import org.joulelake.local.stack.LocalLake;
import org.joulelake.local.stack.Ports;

/** Recordings with known figures, from file to SQL; only where the recordings are at hand. */
class RecordingsTest {

    private static final Path RECORDINGS =
            Path.of(System.getProperty("joulelake.root")).resolve("../shared/recordings");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void takeIn() {
        assumeTrue(Files.isDirectory(RECORDINGS), "needs the folder of recordings");
        CommandRun run = CommandRun.of(
                "demo",
                "--lake",
                folder.toString(),
                "--recording",
                "simplelink=" + RECORDINGS.resolve("ti-23-lp_simplelink.jls"),
                "--recording",
                "emscript=" + RECORDINGS.resolve("ti-23-lp_emscript.jls"),
                "--recording",
                "gap=" + RECORDINGS.resolve("small_gap.jls"));
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("100.3969 µJ", "68.4111 µJ");
    }

    @Test
    void everySampleIsThere() {
        CommandRun run = sql("SELECT algorithm, signal, sum(sample_count) FROM power.blocks GROUP BY 1, 2");
        assertThat(run.outLines())
                .contains(
                        "simplelink,current,3000000",
                        "simplelink,voltage,3000000",
                        "emscript,current,3000000",
                        "emscript,voltage,3000000");
    }

    @Test
    void energyOverTheViewOfSamplesIsThatOfTheRecordings() {
        CommandRun run = sql("SELECT i.algorithm, sum(CAST(i.value AS DOUBLE) * CAST(u.value AS DOUBLE)) AS microjoules"
                + " FROM power.samples i JOIN power.samples u"
                + " ON i.session = u.session AND i.sample_index = u.sample_index"
                + " WHERE i.signal = 'current' AND u.signal = 'voltage' AND i.algorithm <> 'gap'"
                + " GROUP BY 1 ORDER BY 1");
        assertThat(run.outLines()).hasSize(3);
        assertThat(microjoules(run, 1)).isCloseTo(68.4111, within(0.00005));
        assertThat(microjoules(run, 2)).isCloseTo(100.3969, within(0.00005));
    }

    @Test
    void missingSamplesAreMissing() {
        CommandRun run = sql("SELECT signal, sum(sample_count), sum(missing_count), min(first_sample) FROM power.blocks"
                + " WHERE algorithm = 'gap' AND signal IN ('current', 'voltage') GROUP BY 1 ORDER BY 1");
        assertThat(run.outLines()).contains("current,20000,2000,0", "voltage,20000,2000,0");
    }

    @Test
    void samplesAreThoseOfTheFileBitForBit() throws IOException {
        try (LakeDirectory directory = LakeDirectory.openExisting(folder);
                LocalLake lake = LocalLake.start(directory, Ports.FREE)) {
            Catalog catalog = lake.catalogSettings().open();
            Table blocks = catalog.loadTable(BlocksTable.ID);
            assertThat(crc32OfCurrent(blocks, "simplelink")).isEqualTo(0xd5617116L);
            assertThat(crc32OfCurrent(blocks, "emscript")).isEqualTo(0xa07d6fe2L);
            assertThat(crc32OfCurrent(blocks, "gap")).isEqualTo(0xccd70310L);
        }
    }

    private static CommandRun sql(String statement) {
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), "--format", "csv", statement);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private static double microjoules(CommandRun run, int line) {
        // At a million samples a second, a sample's microjoules are its watts.
        return Double.parseDouble(run.outLines().get(line).split(",")[1]);
    }

    private static long crc32OfCurrent(Table blocks, String algorithm) throws IOException {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> found = IcebergGenerics.read(blocks)
                .where(Expressions.and(
                        Expressions.equal(BlocksTable.ALGORITHM, algorithm),
                        Expressions.equal(BlocksTable.SIGNAL, "current")))
                .select(BlocksTable.SEQUENCE, BlocksTable.VALUES)
                .build()) {
            found.forEach(rows::add);
        }
        rows.sort(Comparator.comparing(row -> (Long) row.getField(BlocksTable.SEQUENCE)));
        CRC32 crc = new CRC32();
        for (Record row : rows) {
            crc.update(littleEndian((List<?>) row.getField(BlocksTable.VALUES)));
        }
        return crc.getValue();
    }

    private static byte[] littleEndian(List<?> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Object value : values) {
            bytes.putInt(Float.floatToRawIntBits((Float) value));
        }
        return bytes.array();
    }
}

package org.joulelake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.blockfile.BlockFileReader;
import org.joulelake.blockfile.TableInput;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;

/** Bytes of a Parquet file are changed by hand: each change that a reader could meet is found and named by block. */
@ExtendWith(LakeExtension.class)
class DamagedFileTest {

    private static final int BLOCKS = 40;
    private static final int SAMPLES = 12_000;
    private static final int FLIPS = 150;

    private final LakeFixture lake;
    private final Random random = new Random(1);
    private Table table;
    private DataFile file;
    private Path path;
    private byte[] intact;

    DamagedFileTest(LakeFixture lake) {
        this.lake = lake;
    }

    @BeforeEach
    void write() throws Exception {
        table = lake.blocks();
        SampleStream stream = TestBlocks.stream("damaged-" + UUID.randomUUID(), "a");
        List<SampleBlock> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            float[] samples = new float[SAMPLES];
            for (int j = 0; j < SAMPLES; j++) {
                samples[j] = random.nextInt(4_000) * 1e-6f;
            }
            blocks.add(TestBlocks.block(stream, i, samples));
        }
        file = LakeWriter.add(table, blocks).get(0);
        path = lake.file(file.location());
        intact = Files.readAllBytes(path);
    }

    @AfterEach
    void mend() throws IOException {
        Files.write(path, intact);
    }

    @Test
    void anIntactFileIsFoundIntact() {
        List<Row> rows = check();

        assertThat(sequences(rows))
                .isEqualTo(LongStream.range(0, BLOCKS).boxed().toList());
        assertThat(damaged(rows)).isEmpty();
    }

    @Test
    void aFlipInAPageOfSamplesNamesItsBlocksAndNoOthers() throws IOException {
        List<long[]> pages = pagesOfSamples();
        assertThat(pages).hasSizeGreaterThan(BLOCKS / 2);
        for (long[] page : pages) {
            flip(page[0] + page[1] - 1 - random.nextInt((int) page[1] / 2));
            List<Row> rows = check();

            assertThat(sequences(damaged(rows)))
                    .as("page of rows %d to %d", page[2], page[3])
                    .isEqualTo(LongStream.rangeClosed(page[2], page[3]).boxed().toList());
            assertThat(sequences(rows)).hasSize(BLOCKS);
            mend();
        }
    }

    @Test
    void noFlipChangesABlockUnnoticed() throws IOException {
        List<String> before = contents();
        int unnoticed = 0;
        for (int i = 0; i < FLIPS; i++) {
            long position = random.nextInt(intact.length);
            flip(position);
            if (damaged(check()).isEmpty()) {
                unnoticed++;
                assertThat(contents())
                        .as("byte %d of %d", position, intact.length)
                        .isEqualTo(before);
            }
            mend();
        }
        assertThat(unnoticed)
                .as("flips in what readers do not read: statistics and indexes")
                .isLessThan(FLIPS / 4);
    }

    @Test
    void aDamagedDictionaryNamesAllBlocksThatUseIt() throws IOException {
        ColumnChunkMetaData samples = samples();
        assertThat(samples.hasDictionaryPage()).isTrue();
        flip(samples.getFirstDataPageOffset() - 5);

        assertThat(sequences(damaged(check())))
                .isEqualTo(LongStream.range(0, BLOCKS).boxed().toList());
    }

    @Test
    void aFileThatIsCutOffOrGoneIsNamedWithItsBlocks() throws IOException {
        Files.write(path, Arrays.copyOf(intact, intact.length / 2));
        assertThat(damaged(check())).singleElement().satisfies(row -> {
            assertThat(row.<Long>getAs(CheckedRow.ROWS)).isEqualTo(BLOCKS);
            assertThat(row.<String>getAs(CheckedRow.PROBLEM)).contains("it has 40 blocks in partition device=damaged");
        });
        Files.delete(path);
        assertThat(damaged(check())).singleElement().satisfies(row -> assertThat(row.<String>getAs(CheckedRow.PROBLEM))
                .startsWith("the file cannot be read: "));
    }

    private List<Row> check() {
        FileCheck check = new FileCheck(SerializableTable.copyOf(table), VerifyFilter.ALL);
        List<Row> rows = new ArrayList<>();
        Iterator<Row> found =
                check.call(new FileToCheck(file.location(), file.fileSizeInBytes(), file.recordCount(), partition()));
        found.forEachRemaining(rows::add);
        return rows;
    }

    private String partition() {
        return table.specs().get(file.specId()).partitionToPath(file.partition());
    }

    private static List<Row> damaged(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.getAs(CheckedRow.PROBLEM) != null)
                .toList();
    }

    private static List<Long> sequences(List<Row> rows) {
        return rows.stream().map(row -> row.<Long>getAs(BlocksTable.SEQUENCE)).toList();
    }

    /** Every column of every row, samples by their bits. */
    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (BlockFileReader reader = new BlockFileReader(table.io().newInputFile(file.location()), table.schema())) {
            for (int group = 0; group < reader.rowGroups(); group++) {
                reader.read(group, block -> contents.add(text(block.columns()) + bits(block.samples())));
            }
        }
        return contents;
    }

    private static String text(Record row) {
        return row.toString();
    }

    private static String bits(float... samples) {
        return Arrays.toString(TestBlocks.bits(samples));
    }

    private void flip(long position) throws IOException {
        byte[] damaged = intact.clone();
        damaged[(int) position] ^= (byte) (1 << random.nextInt(8));
        Files.write(path, damaged);
    }

    private ColumnChunkMetaData samples() throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(new TableInput(table.io().newInputFile(file.location())))) {
            return samplesOf(reader.getRowGroups().get(0));
        }
    }

    /** Offset, length, first row and last row of each. */
    private List<long[]> pagesOfSamples() throws IOException {
        List<long[]> pages = new ArrayList<>();
        try (ParquetFileReader reader =
                ParquetFileReader.open(new TableInput(table.io().newInputFile(file.location())))) {
            long before = 0;
            for (BlockMetaData group : reader.getRowGroups()) {
                OffsetIndex offsets = reader.readOffsetIndex(samplesOf(group));
                for (int page = 0; page < offsets.getPageCount(); page++) {
                    pages.add(new long[] {
                        offsets.getOffset(page),
                        offsets.getCompressedPageSize(page),
                        before + offsets.getFirstRowIndex(page),
                        before + offsets.getLastRowIndex(page, group.getRowCount())
                    });
                }
                before += group.getRowCount();
            }
        }
        return pages;
    }

    private static ColumnChunkMetaData samplesOf(BlockMetaData group) {
        return group.getColumns().stream()
                .filter(column -> column.getPath().toDotString().startsWith("values."))
                .findFirst()
                .orElseThrow();
    }
}

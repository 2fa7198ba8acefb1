package org.joulelake.blockfile;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.joulelake.block.BlockHeader;
import org.joulelake.catalog.BlocksTable;

/**
 * Reads a data file of {@code power.blocks} with the checksums of its pages verified: row group by row group or, where
 * that fails, the samples page by page, as a page of samples is a block or a few.
 */
public final class BlockFileReader implements Closeable {

    /** What a finding needs to name a block. */
    public static final Set<String> IDENTITY = Set.of(
            BlocksTable.DEVICE,
            BlocksTable.ALGORITHM,
            BlocksTable.SIGNAL,
            BlocksTable.SESSION,
            BlocksTable.SEQUENCE,
            BlocksTable.FIRST_SAMPLE,
            BlocksTable.SAMPLE_COUNT,
            BlocksTable.SAMPLE_RATE_HZ,
            BlocksTable.START_NS,
            BlocksTable.START_TIME,
            BlocksTable.END_TIME,
            BlocksTable.SAMPLES_CRC32C,
            BlocksTable.MISSING_COUNT,
            BlocksTable.DERIVED,
            BlocksTable.KAFKA_TOPIC,
            BlocksTable.KAFKA_PARTITION,
            BlocksTable.KAFKA_OFFSET);

    private final ParquetFileReader file;
    private final MessageType all;
    private final Schema columns;
    private final Schema identity;

    /** Opens a file of a table with this schema. */
    public BlockFileReader(InputFile input, Schema schema) throws IOException {
        file = ParquetFileReader.open(
                new TableInput(input),
                ParquetReadOptions.builder().usePageChecksumVerification().build());
        all = file.getFileMetaData().getSchema();
        columns = TypeUtil.selectNot(schema, TypeUtil.getProjectedIds(schema.select(BlocksTable.VALUES)));
        identity = schema.select(IDENTITY);
    }

    /** How many row groups it has. */
    public int rowGroups() {
        return file.getRowGroups().size();
    }

    /** Rows of a row group. */
    public long rows(int rowGroup) {
        return file.getRowGroups().get(rowGroup).getRowCount();
    }

    /** All rows of a row group, in order. */
    public void read(int rowGroup, Consumer<StoredBlock> each) throws IOException {
        file.setRequestedSchema(all);
        blocks(file.readRowGroup(rowGroup), each);
    }

    /**
     * Runs of rows whose samples can be read without those of the others, as first row and row after the last: the pages of
     * the column of samples, or all rows if the file does not tell where its pages are.
     */
    public List<long[]> pages(int rowGroup) throws IOException {
        OffsetIndex offsets = offsets(rowGroup);
        if (offsets == null) {
            return List.of(new long[] {0, rows(rowGroup)});
        }
        return IntStream.range(0, offsets.getPageCount())
                .mapToObj(page ->
                        new long[] {offsets.getFirstRowIndex(page), offsets.getLastRowIndex(page, rows(rowGroup)) + 1})
                .toList();
    }

    /** The samples of one of {@link #pages}, row by row. */
    public List<float[]> samples(int rowGroup, int page) throws IOException {
        file.setRequestedSchema(only(Set.of(BlocksTable.VALUES)));
        OffsetIndex offsets = offsets(rowGroup);
        PageReadStore pages = offsets == null
                ? file.readRowGroup(rowGroup)
                : file.readFilteredRowGroup(
                        rowGroup,
                        RowRanges.create(rows(rowGroup), IntStream.of(page).iterator(), offsets));
        ColumnDescriptor values = descriptor();
        FloatLists samples = new FloatLists(values, pages.getPageReader(values));
        return IntStream.range(0, rows(pages(rowGroup).get(page)))
                .mapToObj(row -> samples.next(BlockHeader.MAX_SAMPLE_COUNT))
                .toList();
    }

    private static int rows(long... page) {
        return (int) (page[1] - page[0]);
    }

    /** All columns of the rows of a row group but their samples. */
    public List<Record> columns(int rowGroup) throws IOException {
        return records(rowGroup, columns);
    }

    /** What names the rows of a row group. */
    public List<Record> identities(int rowGroup) throws IOException {
        return records(rowGroup, identity);
    }

    /** Some columns, not the samples, of the rows of a row group. */
    public List<Record> records(int rowGroup, Schema schema) throws IOException {
        file.setRequestedSchema(
                only(schema.columns().stream().map(Types.NestedField::name).collect(Collectors.toSet())));
        PageReadStore pages = file.readRowGroup(rowGroup);
        ParquetValueReader<Record> reader = reader(schema, pages);
        return LongStream.range(0, pages.getRowCount())
                .mapToObj(row -> reader.read(null))
                .toList();
    }

    private void blocks(PageReadStore pages, Consumer<StoredBlock> each) {
        ParquetValueReader<Record> reader = reader(columns, pages);
        ColumnDescriptor values = descriptor();
        FloatLists samples = new FloatLists(values, pages.getPageReader(values));
        for (long row = 0; row < pages.getRowCount(); row++) {
            Record record = reader.read(null);
            each.accept(new StoredBlock(record, samples.next((Integer) record.getField(BlocksTable.SAMPLE_COUNT))));
        }
    }

    private ParquetValueReader<Record> reader(Schema schema, PageReadStore pages) {
        ParquetValueReader<Record> reader = GenericParquetReaders.buildReader(schema, all);
        reader.setPageSource(pages);
        return reader;
    }

    private OffsetIndex offsets(int rowGroup) throws IOException {
        String values = descriptor().getPath()[0];
        for (var column : file.getRowGroups().get(rowGroup).getColumns()) {
            if (column.getPath().toArray()[0].equals(values)) {
                return file.readOffsetIndex(column);
            }
        }
        return null;
    }

    private ColumnDescriptor descriptor() {
        return all.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(BlocksTable.VALUES))
                .findFirst()
                .orElseThrow();
    }

    private MessageType only(Set<String> names) {
        return new MessageType(
                all.getName(),
                all.getFields().stream()
                        .filter(field -> names.contains(field.getName()))
                        .toList());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

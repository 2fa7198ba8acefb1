package org.joulelake.verify;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.TypeUtil;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.joulelake.catalog.BlocksTable;

/**
 * Reads a data file of {@code power.blocks} with the checksums of its pages verified: row group by row group or, where
 * that fails, page by page, as a page of samples is a block or a few.
 */
final class BlockFileReader implements Closeable {

    /** What a finding needs to name a block. */
    static final Set<String> IDENTITY = Set.of(
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
            BlocksTable.KAFKA_TOPIC,
            BlocksTable.KAFKA_PARTITION,
            BlocksTable.KAFKA_OFFSET);

    private final ParquetFileReader file;
    private final MessageType all;
    private final Schema columns;
    private final Schema identity;

    /** Opens a file of a table with this schema. */
    BlockFileReader(InputFile input, Schema schema) throws IOException {
        file = ParquetFileReader.open(
                new TableInput(input),
                ParquetReadOptions.builder().usePageChecksumVerification().build());
        all = file.getFileMetaData().getSchema();
        columns = TypeUtil.selectNot(schema, TypeUtil.getProjectedIds(schema.select(BlocksTable.VALUES)));
        identity = schema.select(IDENTITY);
    }

    int rowGroups() {
        return file.getRowGroups().size();
    }

    long rows(int rowGroup) {
        return file.getRowGroups().get(rowGroup).getRowCount();
    }

    /** All rows of a row group, in order. */
    void read(int rowGroup, Consumer<StoredBlock> each) throws IOException {
        file.setRequestedSchema(all);
        blocks(file.readRowGroup(rowGroup), each);
    }

    /**
     * Parts of a row group that can be read each by itself: pages of the column of samples, as first row and row after the
     * last. The whole row group if pages of other columns do not have the same rows.
     */
    List<long[]> parts(int rowGroup) throws IOException {
        OffsetIndex samples = offsets(rowGroup);
        if (samples == null || !isAligned(rowGroup, samples)) {
            return List.of(new long[] {0, rows(rowGroup)});
        }
        return IntStream.range(0, samples.getPageCount())
                .mapToObj(page ->
                        new long[] {samples.getFirstRowIndex(page), samples.getLastRowIndex(page, rows(rowGroup)) + 1})
                .toList();
    }

    /** All rows of a part. */
    void readPart(int rowGroup, int part, Consumer<StoredBlock> each) throws IOException {
        file.setRequestedSchema(all);
        blocks(pages(rowGroup, part), each);
    }

    /** What names the rows of a part, without their samples and what is computed from them. */
    void readIdentities(int rowGroup, int part, Consumer<Record> each) throws IOException {
        file.setRequestedSchema(only(IDENTITY));
        PageReadStore pages = pages(rowGroup, part);
        ParquetValueReader<Record> reader = reader(identity, pages);
        for (long row = 0; row < pages.getRowCount(); row++) {
            each.accept(reader.read(null));
        }
    }

    private PageReadStore pages(int rowGroup, int part) throws IOException {
        if (parts(rowGroup).size() == 1) {
            return file.readRowGroup(rowGroup);
        }
        RowRanges rows = RowRanges.create(rows(rowGroup), IntStream.of(part).iterator(), offsets(rowGroup));
        return file.readFilteredRowGroup(rowGroup, rows);
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

    private boolean isAligned(int rowGroup, OffsetIndex samples) throws IOException {
        BlockMetaData group = file.getRowGroups().get(rowGroup);
        for (var column : group.getColumns()) {
            OffsetIndex offsets = file.readOffsetIndex(column);
            if (offsets == null
                    || offsets.getPageCount() != samples.getPageCount()
                    || !IntStream.range(0, samples.getPageCount())
                            .allMatch(page -> offsets.getFirstRowIndex(page) == samples.getFirstRowIndex(page))) {
                return false;
            }
        }
        return true;
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

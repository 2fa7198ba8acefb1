package org.joulelake.ingest.block;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.PropertyUtil;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The data files that one task writes: one file for each partition of the table and {@link SampleEncoding}, or more where
 * the target size is reached.
 */
public final class BlockFiles implements Closeable {

    private final Table table;
    private final BlockColumns columns;
    private final PartitionKey partition;
    private final Map<SampleEncoding, FanoutDataWriter<BlockRow>> writers = new EnumMap<>(SampleEncoding.class);

    /**
     * Files for one task.
     *
     * @param partitionId number of the task's partition in its stage, for the names of the files
     * @param taskId number of the task's attempt, likewise
     */
    public BlockFiles(Table table, int partitionId, long taskId) {
        this.table = table;
        columns = new BlockColumns(table.schema());
        partition = new PartitionKey(table.spec(), table.schema());
        OutputFileFactory names =
                OutputFileFactory.builderFor(table, partitionId, taskId).build();
        long targetBytes = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
        for (SampleEncoding encoding : SampleEncoding.values()) {
            BlockFileFactory files = new BlockFileFactory(table, encoding);
            writers.put(encoding, new FanoutDataWriter<>(files, names, table.io(), targetBytes));
        }
    }

    /** Adds a row. */
    public void write(BlockRow row) {
        partition.partition(columns.asStruct(row));
        boolean nanPayloads = row.statistics().missingCount() > 0 && NanPayloads.in(row.samples());
        writers.get(SampleEncoding.of(row.codec(), nanPayloads)).write(row, table.spec(), partition);
    }

    @Override
    public void close() throws IOException {
        for (FanoutDataWriter<BlockRow> writer : writers.values()) {
            writer.close();
        }
    }

    /** The finished files; call it after {@link #close}. */
    public List<DataFile> dataFiles() {
        return writers.values().stream()
                .flatMap(writer -> writer.result().dataFiles().stream())
                .toList();
    }
}

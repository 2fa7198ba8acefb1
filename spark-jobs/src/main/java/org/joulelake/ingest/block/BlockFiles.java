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
import java.util.ArrayList;
import java.util.List;

/**
 * The data files that one task writes: one file per partition of the table, or more where the target size is reached.
 * Blocks whose NaNs carry a payload go to files of their own, {@link SampleEncoding#BITS}; the usual ones lose it.
 */
public final class BlockFiles implements Closeable {

    private final Table table;
    private final BlockColumns columns;
    private final PartitionKey partition;
    private final FanoutDataWriter<BlockRow> usual;
    private final FanoutDataWriter<BlockRow> withNanPayloads;

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
        usual = new FanoutDataWriter<>(
                new BlockFileFactory(table, SampleEncoding.USUAL), names, table.io(), targetBytes);
        withNanPayloads = new FanoutDataWriter<>(
                new BlockFileFactory(table, SampleEncoding.BITS), names, table.io(), targetBytes);
    }

    /** Adds a row. */
    public void write(BlockRow row) {
        partition.partition(columns.asStruct(row));
        boolean payloads = row.statistics().missingCount() > 0
                && NanPayloads.in(row.block().samples());
        FanoutDataWriter<BlockRow> files = payloads ? withNanPayloads : usual;
        files.write(row, table.spec(), partition);
    }

    @Override
    public void close() throws IOException {
        usual.close();
        withNanPayloads.close();
    }

    /** The finished files; call it after {@link #close}. */
    public List<DataFile> dataFiles() {
        List<DataFile> files = new ArrayList<>(usual.result().dataFiles());
        files.addAll(withNanPayloads.result().dataFiles());
        return files;
    }
}

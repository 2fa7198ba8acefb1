package org.joulelake.ingest;

import static org.joulelake.catalog.QuarantineTable.DETAIL;
import static org.joulelake.catalog.QuarantineTable.KAFKA_OFFSET;
import static org.joulelake.catalog.QuarantineTable.KAFKA_PARTITION;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TIMESTAMP;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TOPIC;
import static org.joulelake.catalog.QuarantineTable.KEY;
import static org.joulelake.catalog.QuarantineTable.REASON;
import static org.joulelake.catalog.QuarantineTable.RECEIVED_AT;
import static org.joulelake.catalog.QuarantineTable.VALUE;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.DateTimeUtil;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.joulelake.ingest.block.KafkaOrigin;

/** The files of {@code power.quarantine} that one task writes: refused records whole, as they came from Kafka. */
final class QuarantineFiles implements Closeable {

    private final Table table;
    private final long receivedAtMicros;
    private final PartitionKey partition;
    private final InternalRecordWrapper struct;
    private final FanoutDataWriter<Record> files;

    QuarantineFiles(Table table, long receivedAtMicros, int partitionId, long taskId) {
        this.table = table;
        this.receivedAtMicros = receivedAtMicros;
        partition = new PartitionKey(table.spec(), table.schema());
        struct = new InternalRecordWrapper(table.schema().asStruct());
        files = new FanoutDataWriter<>(
                new GenericFileWriterFactory.Builder(table)
                        .dataFileFormat(FileFormat.PARQUET)
                        .build(),
                OutputFileFactory.builderFor(table, partitionId, taskId).build(),
                table.io(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    }

    void write(RawRecord raw, RefusedException refusal) {
        KafkaOrigin origin = raw.origin();
        Record row = GenericRecord.create(table.schema());
        row.setField(REASON, refusal.reason());
        row.setField(DETAIL, refusal.getMessage());
        row.setField(KAFKA_TOPIC, origin.topic());
        row.setField(KAFKA_PARTITION, origin.partition());
        row.setField(KAFKA_OFFSET, origin.offset());
        row.setField(KAFKA_TIMESTAMP, DateTimeUtil.timestamptzFromMicros(raw.timestampMicros()));
        row.setField(KEY, raw.key() == null ? null : ByteBuffer.wrap(raw.key()));
        row.setField(VALUE, raw.value() == null ? null : ByteBuffer.wrap(raw.value()));
        row.setField(RECEIVED_AT, DateTimeUtil.timestamptzFromMicros(receivedAtMicros));
        partition.partition(struct.wrap(row));
        files.write(row, table.spec(), partition);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** The finished files; call it after {@link #close}. */
    List<DataFile> dataFiles() {
        return files.result().dataFiles();
    }
}

package org.joulelake.ingest.block;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.parquet.Parquet;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Opens Parquet files for rows of {@code power.blocks}. */
final class BlockFileFactory implements FileWriterFactory<BlockRow> {

    private final Table table;
    private final SampleEncoding samples;

    BlockFileFactory(Table table, SampleEncoding samples) {
        this.table = table;
        this.samples = samples;
    }

    @Override
    public DataWriter<BlockRow> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        try {
            return Parquet.writeData(file)
                    .forTable(table)
                    .withSpec(spec)
                    .withPartition(partition)
                    .setAll(samples.fileProperties())
                    .createWriterFunc(parquet -> new BlockParquetWriter(table.schema(), parquet, samples))
                    .overwrite()
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a data file of " + table.name(), e);
        }
    }

    @Override
    public EqualityDeleteWriter<BlockRow> newEqualityDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        throw new UnsupportedOperationException("blocks are never deleted by ingest");
    }

    @Override
    public PositionDeleteWriter<BlockRow> newPositionDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        throw new UnsupportedOperationException("blocks are never deleted by ingest");
    }
}

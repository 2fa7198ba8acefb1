package org.joulelake.ingest.block;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.parquet.Parquet;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.joulelake.catalog.BlocksTable;

/** Opens Parquet files for rows of {@code power.blocks}. */
final class BlockFileFactory implements FileWriterFactory<BlockRow> {

    private static final String SAMPLES = BlocksTable.VALUES + ".element";

    private final Table table;
    private final boolean dictionaryOfSamples;

    /**
     * Files of this table.
     *
     * @param dictionaryOfSamples whether samples may be written by way of Parquet's dictionary, which is small and fast
     *     but melts all NaNs into one
     */
    BlockFileFactory(Table table, boolean dictionaryOfSamples) {
        this.table = table;
        this.dictionaryOfSamples = dictionaryOfSamples;
    }

    @Override
    public DataWriter<BlockRow> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        try {
            return Parquet.writeData(file)
                    .forTable(table)
                    .withSpec(spec)
                    .withPartition(partition)
                    .set(
                            TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + SAMPLES,
                            Boolean.toString(dictionaryOfSamples))
                    .createWriterFunc(parquet -> new BlockParquetWriter(table.schema(), parquet))
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

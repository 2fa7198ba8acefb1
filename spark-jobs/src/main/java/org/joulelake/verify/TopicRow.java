package org.joulelake.verify;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.catalog.BlocksTable;

/** Reads the identity of the block in a record of the topic; all but where it stands is null if it is none. */
final class TopicRow implements MapFunction<Row, Row> {

    static final StructType SCHEMA = new StructType()
            .add(BlocksTable.KAFKA_PARTITION, DataTypes.IntegerType)
            .add(BlocksTable.KAFKA_OFFSET, DataTypes.LongType)
            .add(BlocksTable.DEVICE, DataTypes.StringType)
            .add(BlocksTable.SESSION, DataTypes.StringType)
            .add(BlocksTable.SIGNAL, DataTypes.StringType)
            .add(BlocksTable.SEQUENCE, DataTypes.LongType)
            .add(BlocksTable.SAMPLES_CRC32C, DataTypes.IntegerType);

    private static final long serialVersionUID = 1L;

    @Override
    public Row call(Row record) {
        byte[] value = record.getAs("value");
        int partition = record.getAs("partition");
        long offset = record.getAs("offset");
        try {
            if (value == null) {
                return nothing(partition, offset);
            }
            BlockHeader header = BlockReader.read(value).header();
            return RowFactory.create(
                    partition,
                    offset,
                    header.stream().device(),
                    header.stream().session().toString(),
                    header.stream().signal(),
                    header.sequence(),
                    header.samplesCrc32c());
        } catch (BlockFormatException e) {
            return nothing(partition, offset);
        }
    }

    private static Row nothing(int partition, long offset) {
        return RowFactory.create(partition, offset, null, null, null, null, null);
    }
}

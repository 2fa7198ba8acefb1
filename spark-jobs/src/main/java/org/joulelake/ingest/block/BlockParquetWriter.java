package org.joulelake.ingest.block;

import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.ParquetValueWriters;
import org.apache.iceberg.parquet.ParquetValueWriters.StructWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type.Repetition;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.catalog.BlocksTable;

/** Writes rows of {@code power.blocks} to Parquet columns straight from the arrays of the block. */
final class BlockParquetWriter extends StructWriter<BlockRow> {

    private final BlockColumns columns;

    BlockParquetWriter(Schema schema, MessageType parquet, SampleEncoding samples) {
        super(writers(parquet, samples));
        columns = new BlockColumns(schema);
    }

    @Override
    protected Object get(BlockRow row, int position) {
        return columns.get(row, position);
    }

    private static List<ParquetValueWriter<?>> writers(MessageType parquet, SampleEncoding samples) {
        List<ParquetValueWriter<?>> writers = new ArrayList<>();
        for (Type column : parquet.getFields()) {
            ParquetValueWriter<?> writer = writer(column, leaf(parquet, column), samples);
            writers.add(
                    column.isRepetition(Repetition.OPTIONAL)
                            ? ParquetValueWriters.option(
                                    column, parquet.getMaxDefinitionLevel(column.getName()), writer)
                            : writer);
        }
        return writers;
    }

    private static ParquetValueWriter<?> writer(Type column, ColumnDescriptor leaf, SampleEncoding samples) {
        if (column.getName().equals(BlocksTable.VALUES)) {
            return samples.writer(leaf);
        }
        return column.isPrimitive() ? scalar(leaf) : ArrayWriters.of(leaf);
    }

    private static ColumnDescriptor leaf(MessageType parquet, Type column) {
        return parquet.getColumns().stream()
                .filter(descriptor -> descriptor.getPath()[0].equals(column.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static ParquetValueWriter<?> scalar(ColumnDescriptor leaf) {
        return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> ParquetValueWriters.ints(leaf);
            case INT64 -> ParquetValueWriters.longs(leaf);
            case FLOAT -> ParquetValueWriters.floats(leaf);
            case DOUBLE -> ParquetValueWriters.doubles(leaf);
            case BOOLEAN -> ParquetValueWriters.booleans(leaf);
            case BINARY -> ParquetValueWriters.strings(leaf);
            default -> throw new IllegalStateException("no writer for column " + leaf);
        };
    }
}

package org.joulelake.verify;

import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import org.joulelake.catalog.BlocksTable;

/** What is kept of a row of {@code power.blocks} that was checked: its identity, and what was wrong with it. */
final class CheckedRow {

    static final String FILE = "file";
    static final String PROBLEM = "problem";

    /** How many rows it stands for: more than one only where they cannot be told apart. */
    static final String ROWS = "rows";

    static final StructType SCHEMA = new StructType()
            .add(BlocksTable.DEVICE, DataTypes.StringType)
            .add(BlocksTable.SESSION, DataTypes.StringType)
            .add(BlocksTable.SIGNAL, DataTypes.StringType)
            .add(BlocksTable.SEQUENCE, DataTypes.LongType)
            .add(BlocksTable.FIRST_SAMPLE, DataTypes.LongType)
            .add(BlocksTable.SAMPLE_COUNT, DataTypes.IntegerType)
            .add(BlocksTable.MISSING_COUNT, DataTypes.IntegerType)
            .add(BlocksTable.START_TIME, DataTypes.StringType)
            .add(BlocksTable.SAMPLES_CRC32C, DataTypes.IntegerType)
            .add(BlocksTable.KAFKA_TOPIC, DataTypes.StringType)
            .add(BlocksTable.KAFKA_PARTITION, DataTypes.IntegerType)
            .add(BlocksTable.KAFKA_OFFSET, DataTypes.LongType)
            .add(BlocksTable.DERIVED, DataTypes.BooleanType)
            .add(FILE, DataTypes.StringType)
            .add(PROBLEM, DataTypes.StringType)
            .add(ROWS, DataTypes.LongType);

    private CheckedRow() {}

    /** A row that can be named; {@code problem} is null if it proved right. */
    static Row of(Record row, String file, String problem) {
        return row(
                row.getField(BlocksTable.DEVICE),
                row.getField(BlocksTable.SESSION),
                row.getField(BlocksTable.SIGNAL),
                row.getField(BlocksTable.SEQUENCE),
                row.getField(BlocksTable.FIRST_SAMPLE),
                row.getField(BlocksTable.SAMPLE_COUNT),
                row.getField(BlocksTable.MISSING_COUNT),
                row.getField(BlocksTable.START_TIME).toString(),
                row.getField(BlocksTable.SAMPLES_CRC32C),
                row.getField(BlocksTable.KAFKA_TOPIC),
                row.getField(BlocksTable.KAFKA_PARTITION),
                row.getField(BlocksTable.KAFKA_OFFSET),
                Boolean.TRUE.equals(row.getField(BlocksTable.DERIVED)),
                file,
                problem,
                1L);
    }

    /** Rows that cannot be named. */
    static Row nameless(FileToCheck file, long rows, String problem) {
        Object[] values = new Object[SCHEMA.size()];
        values[SCHEMA.fieldIndex(FILE)] = file.location();
        values[SCHEMA.fieldIndex(PROBLEM)] = problem;
        values[SCHEMA.fieldIndex(ROWS)] = rows;
        return row(values);
    }

    private static Row row(Object... values) {
        return new GenericRowWithSchema(values, SCHEMA);
    }
}

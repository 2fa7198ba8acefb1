package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** {@code power.blocks}: one row per block, its samples as a list. */
public final class BlocksTable {

    /** Name of the table. */
    public static final TableIdentifier ID = TableIdentifier.of("power", "blocks");

    /** Algorithm of blocks whose message names none. */
    public static final String UNASSIGNED = "unassigned";

    public static final String DEVICE = "device";
    public static final String ALGORITHM = "algorithm";
    public static final String SIGNAL = "signal";
    public static final String UNIT = "unit";
    public static final String SESSION = "session";
    public static final String SEQUENCE = "sequence";
    public static final String FIRST_SAMPLE = "first_sample";
    public static final String SAMPLE_RATE_HZ = "sample_rate_hz";
    public static final String SAMPLE_COUNT = "sample_count";
    public static final String START_TIME = "start_time";
    public static final String END_TIME = "end_time";
    public static final String START_NS = "start_ns";
    public static final String VALUES = "values";
    public static final String MISSING_COUNT = "missing_count";
    public static final String MIN = "min";
    public static final String MAX = "max";
    public static final String MEAN = "mean";
    public static final String STD = "std";
    public static final String BUCKET_MIN = "bucket_min";
    public static final String BUCKET_MAX = "bucket_max";
    public static final String BUCKET_SUM = "bucket_sum";
    public static final String BUCKET_COUNT = "bucket_count";
    public static final String SAMPLES_CRC32C = "samples_crc32c";
    public static final String KAFKA_TOPIC = "kafka_topic";
    public static final String KAFKA_PARTITION = "kafka_partition";
    public static final String KAFKA_OFFSET = "kafka_offset";
    public static final String INGESTED_AT = "ingested_at";
    public static final String DERIVED = "derived";

    /**
     * The columns; field ids are part of the stored data and never change. They are those that Iceberg gives a new table; a
     * column that an older table got later has another one there.
     */
    public static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, DEVICE, Types.StringType.get(), "name of the instrument"),
            Types.NestedField.required(
                    2,
                    ALGORITHM,
                    Types.StringType.get(),
                    "energy-reduction algorithm that ran; unassigned where the message named none"),
            Types.NestedField.required(3, SIGNAL, Types.StringType.get(), "name of the signal"),
            Types.NestedField.required(4, UNIT, Types.StringType.get(), "SI unit of the samples"),
            Types.NestedField.required(5, SESSION, Types.StringType.get(), "UUID of one uninterrupted capture"),
            Types.NestedField.required(
                    6, SEQUENCE, Types.LongType.get(), "number of the block in its session and signal: 0, 1, 2"),
            Types.NestedField.required(
                    7,
                    FIRST_SAMPLE,
                    Types.LongType.get(),
                    "index of the first value, in samples since the session began; a jump is a gap"),
            Types.NestedField.required(8, SAMPLE_RATE_HZ, Types.DoubleType.get(), "samples per second"),
            Types.NestedField.required(9, SAMPLE_COUNT, Types.IntegerType.get(), "number of values"),
            Types.NestedField.required(
                    10,
                    START_TIME,
                    Types.TimestampType.withZone(),
                    "time of the first value, rounded down to a microsecond"),
            Types.NestedField.required(
                    11,
                    END_TIME,
                    Types.TimestampType.withZone(),
                    "time of the sample after the last, rounded up to a microsecond"),
            Types.NestedField.required(
                    12, START_NS, Types.LongType.get(), "time of the first value in nanoseconds since the Unix epoch"),
            Types.NestedField.required(
                    13,
                    VALUES,
                    Types.ListType.ofRequired(29, Types.FloatType.get()),
                    "the samples, bit for bit; a missing one is NaN; empty where derived"),
            Types.NestedField.required(14, MISSING_COUNT, Types.IntegerType.get(), "samples that are NaN"),
            Types.NestedField.required(
                    15, MIN, Types.FloatType.get(), "least sample that is not NaN; NaN if there is none"),
            Types.NestedField.required(
                    16, MAX, Types.FloatType.get(), "greatest sample that is not NaN; NaN if there is none"),
            Types.NestedField.required(17, MEAN, Types.DoubleType.get(), "mean of the samples that are not NaN"),
            Types.NestedField.required(
                    18,
                    STD,
                    Types.DoubleType.get(),
                    "standard deviation (of the population) of the samples that are not NaN"),
            Types.NestedField.required(
                    19,
                    BUCKET_MIN,
                    Types.ListType.ofRequired(30, Types.FloatType.get()),
                    "least of each 1,024 samples; NaN if all are"),
            Types.NestedField.required(
                    20,
                    BUCKET_MAX,
                    Types.ListType.ofRequired(31, Types.FloatType.get()),
                    "greatest of each 1,024 samples; NaN if all are"),
            Types.NestedField.required(
                    21,
                    BUCKET_SUM,
                    Types.ListType.ofRequired(32, Types.DoubleType.get()),
                    "sum of each 1,024 samples; 0 if all are NaN"),
            Types.NestedField.required(
                    22,
                    BUCKET_COUNT,
                    Types.ListType.ofRequired(33, Types.IntegerType.get()),
                    "samples that are not NaN of each 1,024"),
            Types.NestedField.required(
                    23,
                    SAMPLES_CRC32C,
                    Types.IntegerType.get(),
                    "CRC32C of the samples as little-endian float32, as computed at their source"),
            Types.NestedField.required(24, KAFKA_TOPIC, Types.StringType.get(), "topic of the message"),
            Types.NestedField.required(25, KAFKA_PARTITION, Types.IntegerType.get(), "partition of the message"),
            Types.NestedField.required(26, KAFKA_OFFSET, Types.LongType.get(), "offset of the message"),
            Types.NestedField.required(
                    27, INGESTED_AT, Types.TimestampType.withZone(), "when the ingest read the message"),
            Types.NestedField.optional(
                    28,
                    DERIVED,
                    Types.BooleanType.get(),
                    "true where values is empty, as each sample is float32(current * voltage); else null"));

    private BlocksTable() {}
}

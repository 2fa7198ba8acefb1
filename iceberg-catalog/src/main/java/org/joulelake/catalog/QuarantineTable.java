package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** {@code power.quarantine}: Kafka records that the ingest refused, whole, with the reason. */
public final class QuarantineTable {

    /** Name of the table. */
    public static final TableIdentifier ID = TableIdentifier.of("power", "quarantine");

    public static final String REASON = "reason";
    public static final String DETAIL = "detail";
    public static final String KAFKA_TOPIC = "kafka_topic";
    public static final String KAFKA_PARTITION = "kafka_partition";
    public static final String KAFKA_OFFSET = "kafka_offset";
    public static final String KAFKA_TIMESTAMP = "kafka_timestamp";
    public static final String KEY = "key";
    public static final String VALUE = "value";
    public static final String RECEIVED_AT = "received_at";
    public static final String REPLAYED_AT = "replayed_at";

    /** The columns; field ids are part of the stored data and never change. */
    public static final Schema SCHEMA = new Schema(
            Types.NestedField.required(
                    1,
                    REASON,
                    Types.StringType.get(),
                    "what was wrong: checksum, format, or the name of the rule that it broke"),
            Types.NestedField.required(2, DETAIL, Types.StringType.get(), "the same in words, with the values found"),
            Types.NestedField.required(3, KAFKA_TOPIC, Types.StringType.get(), "topic of the message"),
            Types.NestedField.required(4, KAFKA_PARTITION, Types.IntegerType.get(), "partition of the message"),
            Types.NestedField.required(5, KAFKA_OFFSET, Types.LongType.get(), "offset of the message"),
            Types.NestedField.required(
                    6, KAFKA_TIMESTAMP, Types.TimestampType.withZone(), "time that the message bears"),
            Types.NestedField.optional(7, KEY, Types.BinaryType.get(), "key of the message, byte for byte"),
            Types.NestedField.optional(
                    8, VALUE, Types.BinaryType.get(), "the message, byte for byte; null if it had none"),
            Types.NestedField.required(
                    9, RECEIVED_AT, Types.TimestampType.withZone(), "when the ingest read the message"),
            Types.NestedField.optional(
                    10,
                    REPLAYED_AT,
                    Types.TimestampType.withZone(),
                    "when a replay brought its block into power.blocks, or found it there; null if none did"));

    private QuarantineTable() {}
}

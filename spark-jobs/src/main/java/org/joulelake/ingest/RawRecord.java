package org.joulelake.ingest;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

import org.joulelake.ingest.block.KafkaOrigin;

/**
 * A record as Spark's Kafka source hands it out.
 *
 * @param origin where it stands in Kafka
 * @param timestampMicros time that Kafka gave it, in microseconds since the Unix epoch
 * @param key its key, or null
 * @param value its value, or null
 */
record RawRecord(KafkaOrigin origin, long timestampMicros, byte[] key, byte[] value) {

    /** The columns of the source that a record is made of, in the order that {@link #of} expects. */
    static Column[] columns() {
        return new Column[] {
            functions.col("topic"),
            functions.col("partition"),
            functions.col("offset"),
            functions.unix_micros(functions.col("timestamp")),
            functions.col("key"),
            functions.col("value")
        };
    }

    static RawRecord of(Row row) {
        KafkaOrigin origin = new KafkaOrigin(row.getString(0), row.getInt(1), row.getLong(2));
        return new RawRecord(origin, row.getLong(3), row.getAs(4), row.getAs(5));
    }
}

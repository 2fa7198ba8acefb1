package org.joulelake.verify;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.util.Map;

import org.joulelake.catalog.QuarantineTable;

/**
 * Compares a lake with the topic that it comes from, record by record, as far as the topic still has them and the lake has
 * read them.
 *
 * @param kafka settings of the Kafka client, {@code bootstrap.servers} among them
 * @param topic name of the topic
 * @param starts for Spark's Kafka source: where the topic begins
 * @param ends likewise: up to where the lake has read it
 */
public record TopicComparison(Map<String, String> kafka, String topic, String starts, String ends) {

    private static final String RECORDS = "joulelake_verify_records";

    /** Adds what is wrong and returns how many records were compared. */
    long addTo(Findings findings, SparkSession spark, String checkedRows) {
        DataFrameReader reader = spark.read()
                .format("kafka")
                .option("subscribe", topic)
                .option("startingOffsets", starts)
                .option("endingOffsets", ends);
        kafka.forEach((name, value) -> reader.option("kafka." + name, value));
        var records = reader.load()
                .select("partition", "offset", "value")
                .map(new TopicRow(), Encoders.row(TopicRow.SCHEMA))
                .persist();
        try {
            records.createOrReplaceTempView(RECORDS);
            findings.addAll(
                    spark.sql(
                            """
                    SELECT r.* FROM %1$s r
                    LEFT ANTI JOIN %2$s b ON r.device = b.device AND r.session = b.session AND r.signal = b.signal
                     AND r.sequence = b.sequence AND r.samples_crc32c = b.samples_crc32c
                    LEFT ANTI JOIN %3$s q ON q.kafka_topic = '%4$s' AND q.kafka_partition = r.kafka_partition
                     AND q.kafka_offset = r.kafka_offset
                    ORDER BY 1, 2"""
                                    .formatted(RECORDS, checkedRows, QuarantineTable.ID, topic)),
                    row -> name(row) + " is neither in the lake nor in quarantine");
            findings.addAll(
                    spark.sql(
                            """
                    SELECT r.kafka_partition, r.kafka_offset, b.device, b.session, b.signal, b.sequence, b.file
                    FROM %1$s r JOIN %2$s b ON b.kafka_topic = '%3$s' AND b.kafka_partition = r.kafka_partition
                     AND b.kafka_offset = r.kafka_offset
                    WHERE NOT (r.device <=> b.device AND r.session <=> b.session AND r.signal <=> b.signal
                     AND r.sequence <=> b.sequence AND r.samples_crc32c <=> b.samples_crc32c)
                    ORDER BY 1, 2"""
                                    .formatted(RECORDS, checkedRows, topic)),
                    row -> "block %d of %s of %s, session %s, in %s: the record that it names, %s, holds something else"
                            .formatted(
                                    row.getLong(5),
                                    row.getString(4),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(6),
                                    place(row)));
            return records.count();
        } finally {
            records.unpersist();
        }
    }

    private String name(Row row) {
        return row.isNullAt(2)
                ? "record " + place(row) + ", which is no block,"
                : "block %d of %s of %s, session %s, record %s,"
                        .formatted(row.getLong(5), row.getString(4), row.getString(2), row.getString(3), place(row));
    }

    private String place(Row row) {
        return topic + "/" + row.getInt(0) + "/" + row.getLong(1);
    }
}

package org.joulelake.spark;

import org.apache.spark.sql.SparkSession;

/** Rows of {@code power.blocks} made in SQL, with only what {@code power.samples} reads. */
final class BlockRows {

    private BlockRows() {}

    /** A block whose first sample has the index 100; what the view does not read is zero. */
    static void insert(
            SparkSession spark, String device, String algorithm, double rateHz, long startNanos, String values) {
        spark.sql(
                """
                INSERT INTO lake.power.blocks BY NAME
                SELECT '%s' AS device, '%s' AS algorithm, 'current' AS signal, 'A' AS unit, 'session' AS session,
                  0L AS sequence, 100L AS first_sample, %sD AS sample_rate_hz, size(samples) AS sample_count,
                  timestamp_micros(0) AS start_time, timestamp_micros(0) AS end_time, %dL AS start_ns,
                  samples AS `values`, 0 AS missing_count, 0F AS min, 0F AS max, 0D AS mean, 0D AS std,
                  array(0F) AS bucket_min, array(0F) AS bucket_max, array(0D) AS bucket_sum, array(0) AS bucket_count,
                  0 AS samples_crc32c, 'topic' AS kafka_topic, 0 AS kafka_partition, 0L AS kafka_offset,
                  timestamp_micros(0) AS ingested_at
                FROM (SELECT transform(array(%s), sample -> CAST(sample AS FLOAT)) AS samples)"""
                        .formatted(device, algorithm, rateHz, startNanos, values));
    }
}

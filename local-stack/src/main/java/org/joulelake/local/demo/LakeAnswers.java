package org.joulelake.local.demo;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo asks the lake about the sessions that it published. */
final class LakeAnswers {

    private final SparkSession spark;
    private final String sessions;

    LakeAnswers(SparkSession spark, Collection<String> sessions) {
        this.spark = spark;
        this.sessions =
                sessions.stream().map(session -> "'" + session + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    /** Blocks, samples and the run of sequence numbers of each session and signal, as they can be queried now. */
    List<StoredStream> storedStreams() {
        return spark
                .sql("SELECT session, signal, count(*), count(DISTINCT sequence), max(sequence), sum(sample_count)"
                        + " FROM power.blocks WHERE session IN " + sessions + " GROUP BY session, signal")
                .collectAsList()
                .stream()
                .map(row -> new StoredStream(
                        row.getString(0),
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)))
                .toList();
    }

    /** Energy of each session in joules, for sessions that have current and voltage. */
    Map<String, Double> joules() {
        Dataset<PairRow> pairs = spark.sql("SELECT i.session, i.sample_rate_hz AS sampleRateHz, i.`values` AS current,"
                        + " u.`values` AS voltage FROM power.blocks i JOIN power.blocks u"
                        + " ON i.session = u.session AND i.first_sample = u.first_sample"
                        + " AND i.sample_count = u.sample_count"
                        + " WHERE i.signal = 'current' AND u.signal = 'voltage' AND i.session IN " + sessions
                        + " AND u.session IN " + sessions)
                .as(Encoders.bean(PairRow.class));
        MapFunction<PairRow, Tuple2<String, Double>> energy = pair -> new Tuple2<>(pair.getSession(), pair.joules());
        return pairs
                .map(energy, Encoders.tuple(Encoders.STRING(), Encoders.DOUBLE()))
                .toDF("session", "joules")
                .groupBy("session")
                .sum("joules")
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getDouble(1)));
    }

    /** Bytes of the data files of each device and algorithm, in all sessions, by the samples in them. */
    Map<String, Double> lakeBytesPerSample() {
        Map<String, Double> found = new LinkedHashMap<>();
        for (Row row : spark.sql("SELECT b.device, b.algorithm, f.bytes / b.samples FROM"
                        + " (SELECT device, algorithm, sum(sample_count) AS samples FROM power.blocks"
                        + " WHERE derived IS NOT TRUE GROUP BY 1, 2) b"
                        + " JOIN (SELECT partition.device, partition.algorithm, sum(file_size_in_bytes) AS bytes"
                        + " FROM power.blocks.files GROUP BY 1, 2) f"
                        + " ON b.device = f.device AND b.algorithm = f.algorithm")
                .collectAsList()) {
            found.put(row.getString(0) + "/" + row.getString(1), row.getDouble(2));
        }
        return found;
    }

    /** Mean power in each bucket of the first {@code seconds} of a session. */
    PowerTrace powerTrace(String label, String session, double seconds) {
        List<Row> buckets = spark.sql("SELECT (i.first_sample + p * 1024) / i.sample_rate_hz AS s,"
                        + " i.bucket_sum[p] / nullif(i.bucket_count[p], 0)"
                        + " * u.bucket_sum[p] / nullif(u.bucket_count[p], 0) AS w"
                        + " FROM power.blocks i JOIN power.blocks u"
                        + " ON i.session = u.session AND i.first_sample = u.first_sample"
                        + " LATERAL VIEW posexplode(i.bucket_count) AS p, n"
                        + " WHERE i.signal = 'current' AND u.signal = 'voltage' AND i.session = '" + session + "'"
                        + " AND i.first_sample < " + seconds + " * i.sample_rate_hz"
                        + " ORDER BY s")
                .filter("s < " + seconds)
                .collectAsList();
        return new PowerTrace(
                label,
                buckets.stream().mapToDouble(row -> row.getDouble(0)).toArray(),
                buckets.stream()
                        .mapToDouble(row -> row.isNullAt(1) ? Double.NaN : row.getDouble(1))
                        .toArray());
    }

    /**
     * A stream as it is in the lake.
     *
     * @param blocks rows
     * @param distinct distinct sequence numbers among them
     * @param last highest sequence number
     * @param samples sum of their sample counts
     */
    record StoredStream(String session, String signal, long blocks, long distinct, long last, long samples) {

        /** Whether there is each block once. */
        boolean complete() {
            return blocks == distinct && blocks == last + 1;
        }
    }
}

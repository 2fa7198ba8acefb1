package org.joulelake.verify;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Checks that the blocks of each stream follow one another, each once. */
final class SequenceCheck {

    private static final String FOLLOWED = "joulelake_verify_followed";

    private final SparkSession spark;

    private SequenceCheck(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Looks at the order of blocks that were checked.
     *
     * @param view temporary view of {@link CheckedRow}s
     * @param fromTheStart whether each stream must begin with its first block
     */
    static SequenceCheck of(SparkSession spark, String view, boolean fromTheStart) {
        String first = fromTheStart ? "-1L" : "sequence - 1";
        spark.sql(
                        """
                SELECT device, session, signal, sequence, first_sample, file,
                       coalesce(lag(sequence) OVER stream, %s) AS sequence_before,
                       coalesce(lag(first_sample + sample_count) OVER stream, if(sequence = 0, 0L, first_sample)) AS end_before,
                       derived
                FROM %s WHERE device IS NOT NULL
                WINDOW stream AS (PARTITION BY device, session, signal ORDER BY sequence, first_sample, file)"""
                                .formatted(first, view))
                .createOrReplaceTempView(FOLLOWED);
        return new SequenceCheck(spark);
    }

    /** Adds what is wrong. */
    void addTo(Findings findings) {
        findings.addAll(
                rows("sequence = sequence_before"),
                row -> name(row) + ": is there more than once; also in " + file(row));
        findings.addAll(rows("sequence > sequence_before + 1"), row -> "%s: %d blocks before it are missing, %d to %d"
                .formatted(name(row), row.getLong(3) - row.getLong(6) - 1, row.getLong(6) + 1, row.getLong(3) - 1));
        findings.addAll(
                rows("first_sample < end_before AND sequence <> sequence_before"),
                row -> "%s: begins at sample %d, but the block before it ends at %d"
                        .formatted(name(row), row.getLong(4), row.getLong(7)));
    }

    /** How often, and for how many samples, an instrument has gone on after a gap; what is derived has those of others. */
    Row gaps() {
        return spark.sql("SELECT count(*), coalesce(sum(first_sample - end_before), 0L) FROM " + FOLLOWED
                        + " WHERE first_sample > end_before AND sequence = sequence_before + 1 AND NOT derived")
                .first();
    }

    private Dataset<Row> rows(String condition) {
        return spark.sql(
                "SELECT * FROM " + FOLLOWED + " WHERE " + condition + " ORDER BY device, session, signal, sequence");
    }

    private static String name(Row row) {
        return "block %d of %s of %s, session %s"
                .formatted(row.getLong(3), row.getString(2), row.getString(0), row.getString(1));
    }

    private static String file(Row row) {
        return row.getString(5);
    }
}

package org.joulelake.verify;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import java.util.stream.Stream;

import org.joulelake.catalog.BlocksTable;

/**
 * Finds where the samples stand of which derived blocks are the products. Only rows without samples are looked at here, so
 * that no samples are sent around: whoever has the plan reads them from their files.
 */
final class DerivedPlan {

    /** Derived blocks that are computed together: their current and voltage have 128 MiB. */
    private static final int TOGETHER = 256;

    private static final String BLOCKS = "joulelake_verify_blocks";
    private static final String DERIVED = "joulelake_verify_derived";

    /** Where a row stands is asked of the table, a view does not know it. */
    private static final Column[] COLUMNS = Stream.of(
                    "device",
                    "algorithm",
                    "session",
                    "signal",
                    "unit",
                    "sequence",
                    "sample_rate_hz",
                    "first_sample",
                    "sample_count",
                    "start_time",
                    "end_time",
                    "derived",
                    "_file AS file",
                    "_pos AS row")
            .map(functions::expr)
            .toArray(Column[]::new);

    private static final String FACTORS =
            """
            SELECT device, algorithm, session, signal, sample_rate_hz, first_sample, sample_count, file, row,
                   explode(sequence(first_sample div 65536L, (first_sample + sample_count - 1L) div 65536L)) AS tile
            FROM %s
            WHERE signal = 'current' AND unit = 'A' OR signal = 'voltage' AND unit = 'V'"""
                    .formatted(BLOCKS);

    private static final String PRODUCTS =
            """
            SELECT device, algorithm, session, sequence, sample_rate_hz, first_sample, sample_count, file, row,
                   explode(sequence(first_sample div 65536L, (first_sample + sample_count - 1L) div 65536L)) AS tile
            FROM %s"""
                    .formatted(DERIVED);

    private static final String PLAN =
            """
            SELECT collect_list(struct(file, row, first_sample, sample_count, factors)) AS blocks
            FROM (
              SELECT p.device, p.session, p.file, p.row, p.sequence, p.first_sample, p.sample_count,
                     collect_set(if(f.file IS NULL, NULL, struct(f.signal, f.file, f.row, f.first_sample))) AS factors
              FROM (%s) AS p LEFT JOIN (%s) AS f
                ON f.device = p.device AND f.algorithm = p.algorithm AND f.session = p.session AND f.tile = p.tile
               AND f.sample_rate_hz = p.sample_rate_hz AND f.first_sample < p.first_sample + p.sample_count
               AND f.first_sample + f.sample_count > p.first_sample
              GROUP BY p.device, p.session, p.file, p.row, p.sequence, p.first_sample, p.sample_count
            )
            GROUP BY device, session, sequence div %d"""
                    .formatted(PRODUCTS, FACTORS, TOGETHER);

    private DerivedPlan() {}

    /**
     * The derived blocks of a filter with the blocks, of the filter or not, of current and voltage that they overlap: a row
     * for some blocks at a time.
     */
    static Dataset<Row> of(SparkSession spark, VerifyFilter filter) {
        Dataset<Row> blocks = spark.table(BlocksTable.ID.toString()).select(COLUMNS);
        blocks.createOrReplaceTempView(BLOCKS);
        blocks.where(BlocksTable.DERIVED).where(filter.condition()).createOrReplaceTempView(DERIVED);
        return spark.sql(PLAN);
    }
}

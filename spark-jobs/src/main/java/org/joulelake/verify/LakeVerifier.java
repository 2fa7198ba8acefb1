package org.joulelake.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.cli.CommandException;

/** Re-reads blocks of the lake, computes again what it says of them, and checks that none is missing or there twice. */
public final class LakeVerifier {

    private static final String VIEW = "joulelake_verify_checked";

    private final SparkSession spark;
    private final Table blocks;

    /** A check of {@code power.blocks} by a session whose current catalog has it. */
    public LakeVerifier(SparkSession spark, Table blocks) {
        this.spark = spark;
        this.blocks = blocks;
    }

    /**
     * Checks the blocks of a filter as they are now.
     *
     * @param topic the topic to compare all with, if any; only without a filter
     * @param mostFindings how many findings are told in words
     */
    public VerifyReport verify(VerifyFilter filter, Optional<TopicComparison> topic, int mostFindings) {
        long begin = System.nanoTime();
        blocks.refresh();
        List<FileToCheck> files = files(filter);
        Findings findings = new Findings(mostFindings);
        Dataset<Row> checked = checked(files, filter);
        Dataset<Row> derived = derived(filter);
        try {
            checked.createOrReplaceTempView(VIEW);
            findings.addAll(
                    checked.where(col(CheckedRow.PROBLEM).isNotNull())
                            .orderBy(BlocksTable.DEVICE, BlocksTable.SESSION, BlocksTable.SIGNAL, BlocksTable.SEQUENCE),
                    LakeVerifier::words);
            findings.addAll(
                    derived.where(col(CheckedRow.PROBLEM).isNotNull())
                            .orderBy(BlocksTable.DEVICE, BlocksTable.SESSION, BlocksTable.SIGNAL, BlocksTable.SEQUENCE),
                    LakeVerifier::words);
            SequenceCheck sequences = SequenceCheck.of(spark, VIEW, !filter.hasTime());
            sequences.addTo(findings);
            long compared = topic.map(each -> each.addTo(findings, spark, VIEW)).orElse(0L);
            Row gaps = sequences.gaps();
            Row totals = totals(checked);
            return new VerifyReport(
                    files.size(),
                    totals.getLong(0),
                    totals.getLong(1),
                    totals.getLong(2),
                    totals.getLong(3),
                    totals.getLong(4),
                    gaps.getLong(0),
                    gaps.getLong(1),
                    files.stream().mapToLong(FileToCheck::bytes).sum(),
                    compared,
                    Duration.ofNanos(System.nanoTime() - begin),
                    findings.texts(),
                    findings.count());
        } finally {
            derived.unpersist();
            checked.unpersist();
        }
    }

    private List<FileToCheck> files(VerifyFilter filter) {
        List<FileToCheck> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                blocks.newScan().filter(filter.expression()).planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new CommandException(
                            "rows of %s were deleted by a file of their own, which cannot be verified;"
                                            .formatted(task.file().location())
                                    + " let CALL lake.system.rewrite_data_files('power.blocks') write them anew first");
                }
                files.add(FileToCheck.of(task));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot plan a scan of " + blocks.name(), e);
        }
        return files;
    }

    /** A task for each file: only small rows are kept. */
    private Dataset<Row> checked(List<FileToCheck> files, VerifyFilter filter) {
        return spark.createDataset(files, Encoders.javaSerialization(FileToCheck.class))
                .repartition(Math.max(1, files.size()))
                .flatMap(new FileCheck(SerializableTable.copyOf(blocks), filter), Encoders.row(CheckedRow.SCHEMA))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** A task for some derived blocks at a time. */
    private Dataset<Row> derived(VerifyFilter filter) {
        return DerivedPlan.of(spark, filter)
                .flatMap(new DerivedCheck(SerializableTable.copyOf(blocks)), Encoders.row(CheckedRow.SCHEMA))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** Blocks, samples and missing ones of those that are not derived; derived blocks and the samples they stand for. */
    private static Row totals(Dataset<Row> checked) {
        Column isDerived = coalesce(col(BlocksTable.DERIVED), lit(false));
        Column samples = col(BlocksTable.SAMPLE_COUNT);
        return checked.agg(
                        count(col(BlocksTable.DEVICE)),
                        coalesce(sum(when(not(isDerived), samples)), lit(0L)),
                        coalesce(sum(when(not(isDerived), col(BlocksTable.MISSING_COUNT))), lit(0L)),
                        count(when(isDerived, lit(1))),
                        coalesce(sum(when(isDerived, samples)), lit(0L)))
                .first();
    }

    private static String words(Row row) {
        String file = row.getAs(CheckedRow.FILE);
        String problem = row.getAs(CheckedRow.PROBLEM);
        if (row.isNullAt(row.fieldIndex(BlocksTable.DEVICE))) {
            return file + ": " + problem;
        }
        return "block %d of %s of %s, session %s (%d samples from %d, %s): %s; in %s"
                .formatted(
                        row.<Long>getAs(BlocksTable.SEQUENCE),
                        row.getAs(BlocksTable.SIGNAL),
                        row.getAs(BlocksTable.DEVICE),
                        row.getAs(BlocksTable.SESSION),
                        row.<Integer>getAs(BlocksTable.SAMPLE_COUNT),
                        row.<Long>getAs(BlocksTable.FIRST_SAMPLE),
                        row.getAs(BlocksTable.START_TIME),
                        problem,
                        file);
    }
}

package org.joulelake.query;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.classic.SparkSession;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.joulelake.catalog.BlocksTable;

/**
 * {@code power.blocks} as it is in one snapshot, block by block. What questions of people touch is some hundred thousand
 * blocks at most: their figures are looked up in memory, and only the pages of samples that matter are read.
 */
final class BlockIndex {

    /** Setting of a Spark session: a question that touches more blocks is answered by Spark's own scan of the table. */
    static final String MOST_BLOCKS_SETTING = "spark.joulelake.query.blocks-in-memory";

    private static final String MOST_BLOCKS = "1000000";
    private static final int MOST_FILES_TO_PLAN = 100_000;

    private final Table table;
    private final Optional<Snapshot> snapshot;
    private final long mostBlocks;

    private BlockIndex(Table table, long mostBlocks) {
        this.table = table;
        this.mostBlocks = mostBlocks;
        snapshot = Optional.ofNullable(table.currentSnapshot());
    }

    /** The table as it is now. */
    static BlockIndex now() {
        SparkSession spark = SparkSession.active();
        return new BlockIndex(
                table(BlocksTable.ID.toString()),
                Long.parseLong(spark.conf().get(MOST_BLOCKS_SETTING, MOST_BLOCKS)));
    }

    /** A table of the lake as it is now. */
    static Table table(String name) {
        try {
            return Spark3Util.loadIcebergTable(SparkSession.active(), "lake." + name);
        } catch (NoSuchTableException | ParseException e) {
            throw new QueryException("there is no table lake." + name + ": " + e.getMessage());
        }
    }

    /** The table in SQL, at this snapshot. */
    String sql() {
        return "lake." + BlocksTable.ID
                + snapshot.map(at -> " VERSION AS OF " + at.snapshotId()).orElse("");
    }

    /** Blocks of a signal that a question touches, by time; empty if they are too many for memory. */
    Optional<List<BlockFigures>> find(Question question, Collection<String> algorithms, String signal) {
        return files(question, algorithms, signal)
                .map(files -> FileMemory.figures(table, files).values().stream()
                        .flatMap(List::stream)
                        .filter(touches(question, algorithms, signal))
                        .sorted(Comparator.comparingLong(BlockFigures::startNanos))
                        .toList());
    }

    private static Predicate<BlockFigures> touches(Question question, Collection<String> algorithms, String signal) {
        return block -> block.signal().equals(signal)
                && block.device().equals(question.device())
                && algorithms.contains(block.algorithm())
                && block.startNanos() < question.toNanos()
                && block.endNanos() > question.fromNanos()
                && question.session().map(block.session()::equals).orElse(true);
    }

    private Optional<List<StoredFile>> files(Question question, Collection<String> algorithms, String signal) {
        List<StoredFile> files = new ArrayList<>();
        long blocks = 0;
        try (CloseableIterable<FileScanTask> tasks = scan(question, algorithms, signal).planFiles()) {
            for (FileScanTask task : tasks) {
                blocks += task.file().recordCount();
                files.add(new StoredFile(task.file().location(), task.file().fileSizeInBytes()));
                if (blocks > mostBlocks || files.size() > MOST_FILES_TO_PLAN || !task.deletes().isEmpty()) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            throw new QueryException("cannot read what files " + table.name() + " has: " + e.getMessage());
        }
        return Optional.of(files.stream().distinct().toList());
    }

    private TableScan scan(Question question, Collection<String> algorithms, String signal) {
        Expression filter = Expressions.and(
                Expressions.equal(BlocksTable.DEVICE, question.device()),
                Expressions.in(BlocksTable.ALGORITHM, algorithms.toArray()),
                Expressions.equal(BlocksTable.SIGNAL, signal),
                Expressions.lessThanOrEqual(BlocksTable.START_TIME, micros(question.toNanos())),
                Expressions.greaterThanOrEqual(BlocksTable.END_TIME, micros(question.fromNanos())));
        if (question.session().isPresent()) {
            filter = Expressions.and(
                    filter, Expressions.equal(BlocksTable.SESSION, question.session().get()));
        }
        TableScan scan = table.newScan().filter(filter);
        return snapshot.isPresent() ? scan.useSnapshot(snapshot.get().snapshotId()) : scan;
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos, 1_000L);
    }

    /** The buckets of some blocks. */
    Map<BlockFigures, Buckets> buckets(Collection<BlockFigures> blocks) {
        Map<StoredFile, List<Buckets>> files = FileMemory.buckets(
                table, blocks.stream().map(BlockFigures::file).collect(Collectors.toSet()));
        return blocks.stream()
                .distinct()
                .collect(Collectors.toMap(
                        block -> block, block -> files.get(block.file()).get(block.row())));
    }

    /** The samples of a few blocks, proved by their checksums. */
    Map<BlockFigures, float[]> samples(Collection<BlockFigures> blocks) {
        Map<BlockFigures, float[]> samples = new HashMap<>();
        blocks.stream().distinct().collect(Collectors.groupingBy(BlockFigures::file)).forEach((file, inFile) -> {
            Map<Integer, float[]> rows = file.samples(table.io(), table.schema(), inFile);
            inFile.forEach(block -> samples.put(block, rows.get(block.row())));
        });
        return samples;
    }
}

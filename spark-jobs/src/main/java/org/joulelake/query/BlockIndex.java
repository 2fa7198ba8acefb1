package org.joulelake.query;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SerializableTable;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.joulelake.block.DerivedBlock;
import org.joulelake.catalog.BlocksTable;

/**
 * {@code power.blocks} as it is in one snapshot, block by block. What questions of people touch is some hundred thousand
 * blocks at most: their figures are looked up in memory, and only the pages of samples that matter are read.
 */
final class BlockIndex {

    /** Setting of a Spark session: a question that touches more blocks is answered by Spark's own scan of the table. */
    static final String MOST_BLOCKS_SETTING = "spark.joulelake.query.blocks-in-memory";

    private static final String MOST_BLOCKS = "1000000";

    private final Table table;
    private final Optional<Snapshot> snapshot;
    private final long mostBlocks;
    private DerivedSamples derived;

    private BlockIndex(Table table, long mostBlocks) {
        this.table = table;
        this.mostBlocks = mostBlocks;
        snapshot = Optional.ofNullable(table.currentSnapshot());
    }

    /** Whether the table can have derived blocks; an older one cannot. */
    boolean knowsDerived() {
        return table.schema().findField(BlocksTable.DERIVED) != null;
    }

    /** Where the samples of derived blocks of a question are. */
    DerivedSamples derived(Question question, Collection<String> algorithms) {
        if (derived == null) {
            List<DerivedSamples.Source> sources = new ArrayList<>();
            for (String signal : List.of(DerivedBlock.CURRENT, DerivedBlock.VOLTAGE)) {
                tasks(question, algorithms, signal, task -> sources.add(DerivedSamples.Source.of(task.file())));
            }
            derived = new DerivedSamples(
                    SerializableTable.copyOf(table), sources.stream().distinct().toList());
        }
        return derived;
    }

    /** The table as it is now. */
    static BlockIndex now() {
        SparkSession spark = SparkSession.active();
        return new BlockIndex(
                table(BlocksTable.ID.toString()), Long.parseLong(spark.conf().get(MOST_BLOCKS_SETTING, MOST_BLOCKS)));
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
        return files(question, algorithms, signal).map(files -> FileMemory.figures(table, files).values().stream()
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
        AtomicLong blocks = new AtomicLong();
        AtomicBoolean deletes = new AtomicBoolean();
        tasks(question, algorithms, signal, task -> {
            blocks.addAndGet(task.file().recordCount());
            deletes.compareAndSet(false, !task.deletes().isEmpty());
            files.add(StoredFile.of(task.file()));
        });
        return blocks.get() > mostBlocks || deletes.get()
                ? Optional.empty()
                : Optional.of(files.stream().distinct().toList());
    }

    private void tasks(Question question, Collection<String> algorithms, String signal, Consumer<FileScanTask> each) {
        try (CloseableIterable<FileScanTask> tasks =
                scan(question, algorithms, signal).planFiles()) {
            tasks.forEach(each);
        } catch (IOException e) {
            throw new QueryException("cannot read what files " + table.name() + " has: " + e.getMessage(), e);
        }
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
                    filter,
                    Expressions.equal(BlocksTable.SESSION, question.session().get()));
        }
        TableScan scan = table.newScan()
                .filter(filter)
                .includeColumnStats(List.of(BlocksTable.START_TIME, BlocksTable.END_TIME));
        return snapshot.isPresent() ? scan.useSnapshot(snapshot.get().snapshotId()) : scan;
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos, 1_000L);
    }

    /** The buckets of some blocks. */
    Map<BlockFigures, Buckets> buckets(Collection<BlockFigures> blocks) {
        Map<StoredFile, List<Buckets>> files = FileMemory.buckets(
                table, blocks.stream().map(BlockFigures::file).collect(Collectors.toSet()));
        return blocks.stream().distinct().collect(Collectors.toMap(block -> block, block -> files.get(block.file())
                .get(block.row())));
    }

    /** The samples of a few blocks, proved by their checksums; of a derived one those of its factors are. */
    Map<BlockFigures, float[]> samples(Collection<BlockFigures> blocks) {
        return StoredFile.samples(table, blocks, derived);
    }
}

package org.joulelake.faults.check;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThan;

import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.sim.SimulationSpec;

/**
 * Holds all rows of {@code power.blocks} against simulated devices, sample by sample. It reads by Iceberg's own reader, and
 * trusts no statistics and no checksum of a row; of power that is derived, it computes all of them again.
 */
public final class LakeCheck {

    /** Rows of so long are in memory at once. */
    private static final long WINDOW_NANOS = Duration.ofSeconds(20).toNanos();

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Table blocks;
    private long rows;

    private LakeCheck(Table blocks) {
        this.blocks = blocks;
    }

    /**
     * What the table has of what it should have: the usual signals of these devices, each block once, and nothing else.
     * Blocks out of order are not looked for, as a table has none.
     */
    public static CheckResult check(Table blocks, List<SimulationSpec> devices) {
        LakeCheck check = new LakeCheck(blocks);
        CheckResult result = CheckResult.NONE;
        for (SimulationSpec device : devices) {
            for (Signal signal : Oracle.usualSignals(device)) {
                result = result.plus(check.stream(device, signal.name()));
            }
        }
        long elsewhere = check.allRows() - check.rows;
        return result.plus(CheckResult.foreign(elsewhere));
    }

    private CheckResult stream(SimulationSpec device, String signal) {
        StreamCheck check = new StreamCheck(device, signal);
        long start = device.start().getEpochSecond() * NANOS_PER_SECOND
                + device.start().getNano();
        long end = start + device.sampleCount() / device.rateHz() * NANOS_PER_SECOND + WINDOW_NANOS;
        long foreign = 0;
        for (long from = start; from < end; from += WINDOW_NANOS) {
            for (Record row : rows(device.device(), signal, from, from + WINDOW_NANOS)) {
                if (!check.accept(0, block(row), digest(row))) {
                    foreign++;
                }
            }
        }
        return check.result().plus(CheckResult.foreign(foreign));
    }

    private List<Record> rows(String device, String signal, long fromNanos, long toNanos) {
        List<Record> found = new ArrayList<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(blocks)
                .where(and(
                        equal(BlocksTable.DEVICE, device),
                        equal(BlocksTable.SIGNAL, signal),
                        greaterThanOrEqual(BlocksTable.START_NS, fromNanos),
                        lessThan(BlocksTable.START_NS, toNanos)))
                .build()) {
            all.forEach(row -> found.add(row.copy()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + blocks.name(), e);
        }
        rows += found.size();
        found.sort(Comparator.comparingLong(row -> (Long) row.getField(BlocksTable.SEQUENCE)));
        return found;
    }

    private long allRows() {
        try (CloseableIterable<FileScanTask> files = blocks.newScan().planFiles()) {
            long sum = 0;
            for (FileScanTask file : files) {
                sum += file.file().recordCount();
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + blocks.name(), e);
        }
    }

    private static Block block(Record row) {
        boolean derived = Boolean.TRUE.equals(row.getField(BlocksTable.DERIVED));
        float[] samples = floats(row, BlocksTable.VALUES);
        SampleStream stream = new SampleStream(
                (String) row.getField(BlocksTable.DEVICE),
                (String) row.getField(BlocksTable.ALGORITHM),
                (String) row.getField(BlocksTable.SIGNAL),
                (String) row.getField(BlocksTable.UNIT),
                UUID.fromString((String) row.getField(BlocksTable.SESSION)),
                (Double) row.getField(BlocksTable.SAMPLE_RATE_HZ));
        BlockHeader header = new BlockHeader(
                stream,
                (Long) row.getField(BlocksTable.SEQUENCE),
                (Long) row.getField(BlocksTable.FIRST_SAMPLE),
                (Long) row.getField(BlocksTable.START_NS),
                derived ? (Integer) row.getField(BlocksTable.SAMPLE_COUNT) : samples.length,
                (Integer) row.getField(BlocksTable.SAMPLES_CRC32C));
        return derived ? new DerivedBlock(header, statistics(row)) : new SampleBlock(header, samples);
    }

    private static BlockStatistics statistics(Record row) {
        return new BlockStatistics(
                (Integer) row.getField(BlocksTable.MISSING_COUNT),
                (Float) row.getField(BlocksTable.MIN),
                (Float) row.getField(BlocksTable.MAX),
                (Double) row.getField(BlocksTable.MEAN),
                (Double) row.getField(BlocksTable.STD),
                floats(row, BlocksTable.BUCKET_MIN),
                floats(row, BlocksTable.BUCKET_MAX),
                ((List<?>) row.getField(BlocksTable.BUCKET_SUM))
                        .stream().mapToDouble(sum -> (Double) sum).toArray(),
                ((List<?>) row.getField(BlocksTable.BUCKET_COUNT))
                        .stream().mapToInt(count -> (Integer) count).toArray());
    }

    private static float[] floats(Record row, String column) {
        List<?> values = (List<?>) row.getField(column);
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) values.get(i);
        }
        return floats;
    }

    private static byte[] digest(Record row) {
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt((Integer) row.getField(BlocksTable.SAMPLES_CRC32C))
                .array();
    }
}

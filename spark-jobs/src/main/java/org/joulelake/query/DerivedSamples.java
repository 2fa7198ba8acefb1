package org.joulelake.query;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SamplesChecksum;
import org.joulelake.catalog.BlocksTable;

/**
 * Computes the samples of derived blocks, wherever a task needs them: current × voltage of the same index, read page by page.
 *
 * @param table {@code power.blocks}, serializable
 * @param sources files with blocks of current or voltage of the question
 */
public record DerivedSamples(Table table, List<Source> sources) implements Serializable {

    private static final long MICROS_OF_ROUNDING = 2;
    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * A file, and the time that its blocks span in microseconds since the Unix epoch.
     *
     * @param file the file
     */
    record Source(StoredFile file, long fromMicros, long untilMicros) implements Serializable {

        static Source of(DataFile file) {
            return new Source(
                    StoredFile.of(file),
                    bound(file.lowerBounds(), BlocksTable.START_TIME, Long.MIN_VALUE),
                    bound(file.upperBounds(), BlocksTable.END_TIME, Long.MAX_VALUE));
        }

        private static long bound(Map<Integer, ByteBuffer> bounds, String column, long unknown) {
            int id = BlocksTable.SCHEMA.findField(column).fieldId();
            return Optional.ofNullable(bounds)
                    .map(known -> known.get(id))
                    .map(bytes -> (Long) Conversions.fromByteBuffer(Types.TimestampType.withZone(), bytes))
                    .orElse(unknown);
        }

        boolean touches(long fromNanos, long untilNanos) {
            return fromMicros - MICROS_OF_ROUNDING <= Math.floorDiv(untilNanos, NANOS_PER_MICRO)
                    && untilMicros + MICROS_OF_ROUNDING >= Math.floorDiv(fromNanos, NANOS_PER_MICRO);
        }
    }

    /** For a statement: the samples of a derived block. */
    public static ArrayData of(
            DerivedSamples derived,
            UTF8String session,
            long firstSample,
            int sampleCount,
            long startNanos,
            long endNanos,
            int samplesCrc32c) {
        return ArrayData.toArrayData(
                derived.samples(session.toString(), firstSample, sampleCount, startNanos, endNanos, samplesCrc32c));
    }

    /** The samples of a block; NaN where the lake does not have both factors. */
    float[] samples(BlockFigures block) {
        return samples(
                block.session(),
                block.firstSample(),
                block.sampleCount(),
                block.startNanos(),
                block.endNanos(),
                block.samplesCrc32c());
    }

    private float[] samples(
            String session, long firstSample, int sampleCount, long startNanos, long endNanos, int samplesCrc32c) {
        List<StoredFile> files = sources.stream()
                .filter(source -> source.touches(startNanos, endNanos))
                .map(Source::file)
                .toList();
        List<BlockFigures> factors = FileMemory.figuresHere(table, files)
                .filter(block -> block.session().equals(session)
                        && block.firstSample() < firstSample + sampleCount
                        && block.endSample() > firstSample)
                .toList();
        Map<BlockFigures, float[]> read = StoredFile.samples(
                table,
                factors.stream()
                        .filter(block -> isFactor(block, DerivedBlock.CURRENT) || isFactor(block, DerivedBlock.VOLTAGE))
                        .collect(Collectors.toSet()),
                this);
        float[] products = new float[sampleCount];
        Arrays.fill(products, Float.NaN);
        long known = 0;
        for (BlockFigures current : read.keySet()) {
            for (BlockFigures voltage : read.keySet()) {
                if (isFactor(current, DerivedBlock.CURRENT) && isFactor(voltage, DerivedBlock.VOLTAGE)) {
                    known += multiply(
                            Stretch.product(current, voltage, firstSample, firstSample + sampleCount),
                            read,
                            products,
                            firstSample);
                }
            }
        }
        if (known == sampleCount && SamplesChecksum.of(products) != samplesCrc32c) {
            throw new QueryException(
                    "power %d to %d in session %s is not current × voltage; `joulelake verify` tells what is damaged"
                            .formatted(firstSample, firstSample + sampleCount - 1, session));
        }
        return products;
    }

    private static boolean isFactor(BlockFigures block, String signal) {
        return block.signal().equals(signal);
    }

    private static long multiply(Stretch stretch, Map<BlockFigures, float[]> read, float[] products, long firstSample) {
        if (stretch.isEmpty()) {
            return 0;
        }
        float[] samples = stretch.samples(read, stretch.from(), stretch.until());
        int at = (int) (stretch.block().firstSample() + stretch.from() - firstSample);
        System.arraycopy(samples, 0, products, at, samples.length);
        return samples.length;
    }
}

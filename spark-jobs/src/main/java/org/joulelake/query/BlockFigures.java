package org.joulelake.query;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;

import java.util.List;
import java.util.Map;

import org.joulelake.catalog.BlocksTable;

/**
 * What the lake has of a block, but its samples and buckets.
 *
 * @param file where it is
 * @param row its number in the file, from 0
 * @param endNanos time of the sample after its last
 * @param isDerived whether its samples are not stored but are current × voltage
 */
record BlockFigures(
        StoredFile file,
        int row,
        String device,
        String algorithm,
        String signal,
        String unit,
        String session,
        long firstSample,
        int sampleCount,
        double rateHz,
        long startNanos,
        long endNanos,
        int missingCount,
        float min,
        float max,
        double mean,
        double std,
        int samplesCrc32c,
        boolean isDerived) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Bytes on the heap, roughly; texts are shared. */
    static final int HEAP_BYTES = 136;

    private static final List<String> COLUMNS = List.of(
            BlocksTable.DEVICE,
            BlocksTable.ALGORITHM,
            BlocksTable.SIGNAL,
            BlocksTable.UNIT,
            BlocksTable.SESSION,
            BlocksTable.FIRST_SAMPLE,
            BlocksTable.SAMPLE_COUNT,
            BlocksTable.SAMPLE_RATE_HZ,
            BlocksTable.START_NS,
            BlocksTable.MISSING_COUNT,
            BlocksTable.MIN,
            BlocksTable.MAX,
            BlocksTable.MEAN,
            BlocksTable.STD,
            BlocksTable.SAMPLES_CRC32C,
            BlocksTable.DERIVED);

    /** The columns that {@link #of} reads, as far as the table has them: an older one has no derived blocks. */
    static Schema columns(Schema table) {
        return table.select(COLUMNS.stream()
                .filter(column -> table.findField(column) != null)
                .toList());
    }

    /**
     * From a row of {@link #columns}.
     *
     * @param texts texts that were met before, so that each is kept once
     */
    static BlockFigures of(StoredFile file, int row, Record record, Map<String, String> texts) {
        int count = (Integer) record.getField(BlocksTable.SAMPLE_COUNT);
        double rateHz = (Double) record.getField(BlocksTable.SAMPLE_RATE_HZ);
        long startNanos = (Long) record.getField(BlocksTable.START_NS);
        return new BlockFigures(
                file,
                row,
                text(record, BlocksTable.DEVICE, texts),
                text(record, BlocksTable.ALGORITHM, texts),
                text(record, BlocksTable.SIGNAL, texts),
                text(record, BlocksTable.UNIT, texts),
                text(record, BlocksTable.SESSION, texts),
                (Long) record.getField(BlocksTable.FIRST_SAMPLE),
                count,
                rateHz,
                startNanos,
                startNanos + (long) Math.floor(count * NANOS_PER_SECOND / rateHz + 0.5),
                (Integer) record.getField(BlocksTable.MISSING_COUNT),
                (Float) record.getField(BlocksTable.MIN),
                (Float) record.getField(BlocksTable.MAX),
                (Double) record.getField(BlocksTable.MEAN),
                (Double) record.getField(BlocksTable.STD),
                (Integer) record.getField(BlocksTable.SAMPLES_CRC32C),
                Boolean.TRUE.equals(record.getField(BlocksTable.DERIVED)));
    }

    private static String text(Record record, String column, Map<String, String> texts) {
        return texts.computeIfAbsent(record.getField(column).toString(), text -> text);
    }

    /** Index of the sample after its last. */
    long endSample() {
        return firstSample + sampleCount;
    }

    /** Samples that are not missing. */
    int present() {
        return sampleCount - missingCount;
    }
}

package org.joulelake.ingest.block;

import static org.joulelake.catalog.BlocksTable.ALGORITHM;
import static org.joulelake.catalog.BlocksTable.BUCKET_COUNT;
import static org.joulelake.catalog.BlocksTable.BUCKET_MAX;
import static org.joulelake.catalog.BlocksTable.BUCKET_MIN;
import static org.joulelake.catalog.BlocksTable.BUCKET_SUM;
import static org.joulelake.catalog.BlocksTable.DERIVED;
import static org.joulelake.catalog.BlocksTable.DEVICE;
import static org.joulelake.catalog.BlocksTable.END_TIME;
import static org.joulelake.catalog.BlocksTable.FIRST_SAMPLE;
import static org.joulelake.catalog.BlocksTable.INGESTED_AT;
import static org.joulelake.catalog.BlocksTable.KAFKA_OFFSET;
import static org.joulelake.catalog.BlocksTable.KAFKA_PARTITION;
import static org.joulelake.catalog.BlocksTable.KAFKA_TOPIC;
import static org.joulelake.catalog.BlocksTable.MAX;
import static org.joulelake.catalog.BlocksTable.MEAN;
import static org.joulelake.catalog.BlocksTable.MIN;
import static org.joulelake.catalog.BlocksTable.MISSING_COUNT;
import static org.joulelake.catalog.BlocksTable.SAMPLES_CRC32C;
import static org.joulelake.catalog.BlocksTable.SAMPLE_COUNT;
import static org.joulelake.catalog.BlocksTable.SAMPLE_RATE_HZ;
import static org.joulelake.catalog.BlocksTable.SEQUENCE;
import static org.joulelake.catalog.BlocksTable.SESSION;
import static org.joulelake.catalog.BlocksTable.SIGNAL;
import static org.joulelake.catalog.BlocksTable.START_NS;
import static org.joulelake.catalog.BlocksTable.START_TIME;
import static org.joulelake.catalog.BlocksTable.STD;
import static org.joulelake.catalog.BlocksTable.UNIT;
import static org.joulelake.catalog.BlocksTable.VALUES;

import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.BlocksTable;

/** What each column of {@code power.blocks} holds, in Iceberg's internal representation. */
final class BlockColumns {

    private static final long NANOS_PER_MICRO = 1_000;

    private static final Map<String, Function<BlockRow, Object>> BY_NAME = Map.ofEntries(
            Map.entry(DEVICE, row -> stream(row).device()),
            Map.entry(ALGORITHM, BlockColumns::algorithm),
            Map.entry(SIGNAL, row -> stream(row).signal()),
            Map.entry(UNIT, row -> stream(row).unit()),
            Map.entry(SESSION, row -> stream(row).session().toString()),
            Map.entry(SEQUENCE, row -> header(row).sequence()),
            Map.entry(FIRST_SAMPLE, row -> header(row).firstSample()),
            Map.entry(SAMPLE_RATE_HZ, row -> stream(row).sampleRateHz()),
            Map.entry(SAMPLE_COUNT, row -> header(row).sampleCount()),
            Map.entry(START_TIME, row -> Math.floorDiv(header(row).startNanos(), NANOS_PER_MICRO)),
            Map.entry(END_TIME, row -> -Math.floorDiv(-header(row).endNanos(), NANOS_PER_MICRO)),
            Map.entry(START_NS, row -> header(row).startNanos()),
            Map.entry(VALUES, BlockRow::samples),
            Map.entry(MISSING_COUNT, row -> row.statistics().missingCount()),
            Map.entry(MIN, row -> row.statistics().min()),
            Map.entry(MAX, row -> row.statistics().max()),
            Map.entry(MEAN, row -> row.statistics().mean()),
            Map.entry(STD, row -> row.statistics().std()),
            Map.entry(BUCKET_MIN, row -> row.statistics().bucketMin()),
            Map.entry(BUCKET_MAX, row -> row.statistics().bucketMax()),
            Map.entry(BUCKET_SUM, row -> row.statistics().bucketSum()),
            Map.entry(BUCKET_COUNT, row -> row.statistics().bucketCount()),
            Map.entry(SAMPLES_CRC32C, row -> header(row).samplesCrc32c()),
            Map.entry(KAFKA_TOPIC, row -> row.origin().topic()),
            Map.entry(KAFKA_PARTITION, row -> row.origin().partition()),
            Map.entry(KAFKA_OFFSET, row -> row.origin().offset()),
            Map.entry(INGESTED_AT, BlockRow::ingestedAtMicros),
            Map.entry(DERIVED, row -> row.isDerived() ? true : null));

    private final List<Function<BlockRow, Object>> byPosition;

    /** For the columns of this schema in its order; columns that this version does not know are null. */
    BlockColumns(Schema schema) {
        byPosition = schema.columns().stream()
                .map(column -> BY_NAME.getOrDefault(column.name(), row -> null))
                .toList();
    }

    Object get(BlockRow row, int position) {
        return byPosition.get(position).apply(row);
    }

    /** The row as Iceberg's partition transforms see it. */
    StructLike asStruct(BlockRow row) {
        return new RowStruct(this, row);
    }

    private static BlockHeader header(BlockRow row) {
        return row.block().header();
    }

    private static SampleStream stream(BlockRow row) {
        return header(row).stream();
    }

    private static String algorithm(BlockRow row) {
        String algorithm = stream(row).algorithm();
        return algorithm.isEmpty() ? BlocksTable.UNASSIGNED : algorithm;
    }

    private record RowStruct(BlockColumns columns, BlockRow row) implements StructLike {

        @Override
        public int size() {
            return columns.byPosition.size();
        }

        @Override
        public <T> T get(int position, Class<T> javaClass) {
            return javaClass.cast(columns.get(row, position));
        }

        @Override
        public <T> void set(int position, T value) {
            throw new UnsupportedOperationException("a row is read only");
        }
    }
}

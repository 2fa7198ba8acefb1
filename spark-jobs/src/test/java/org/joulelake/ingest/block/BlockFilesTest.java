package org.joulelake.ingest.block;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.DateTimeUtil;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.Codec;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.block.SamplesChecksum;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.MemoryTables;
import org.joulelake.ingest.SampleArrays;
import org.joulelake.ingest.TestBlocks;

class BlockFilesTest {

    private static final PartitionSpec BY_HOUR = PartitionSpec.builderFor(BlocksTable.SCHEMA)
            .identity(BlocksTable.DEVICE)
            .identity(BlocksTable.ALGORITHM)
            .hour(BlocksTable.START_TIME)
            .build();

    private static final long HOUR_NANOS = 3_600_000_000_000L;

    @Property(tries = 150)
    void everyBitOfEverySampleComesBackWithItsChecksum(@ForAll("samples") float[] samples, @ForAll Codec codec)
            throws IOException {
        Table table = MemoryTables.blocks();
        SampleBlock block = TestBlocks.block(samples);

        write(table, row(block, codec));

        Record read = onlyRow(table);
        float[] values = floats(read);
        assertThat(TestBlocks.bits(values)).containsExactly(TestBlocks.bits(samples));
        assertThat(SamplesChecksum.of(values)).isEqualTo(read.getField(BlocksTable.SAMPLES_CRC32C));
    }

    @Example
    void everyScalarColumnIsThatOfTheHeader() throws IOException {
        Table table = MemoryTables.blocks(BY_HOUR, Map.of());
        SampleStream stream = new SampleStream("JS220-7", "dvfs", "voltage", "V", new UUID(3, 4), 2e6);
        SampleBlock block =
                SampleBlock.of(stream, 12, 786_432, 1_767_323_045_000_000_501L, new float[] {3, Float.NaN, 5, 4});
        BlockStatistics statistics = BlockStatistics.of(block.samples());

        write(table, new BlockRow(block, Codec.LATTICE, statistics, new KafkaOrigin("topic", 3, 99), 1_767_323_046L));

        Record read = onlyRow(table);
        assertThat(read.getField(BlocksTable.DEVICE)).isEqualTo("JS220-7");
        assertThat(read.getField(BlocksTable.ALGORITHM)).isEqualTo("dvfs");
        assertThat(read.getField(BlocksTable.SIGNAL)).isEqualTo("voltage");
        assertThat(read.getField(BlocksTable.UNIT)).isEqualTo("V");
        assertThat(read.getField(BlocksTable.SESSION)).isEqualTo("00000000-0000-0003-0000-000000000004");
        assertThat(read.getField(BlocksTable.SEQUENCE)).isEqualTo(12L);
        assertThat(read.getField(BlocksTable.FIRST_SAMPLE)).isEqualTo(786_432L);
        assertThat(read.getField(BlocksTable.SAMPLE_RATE_HZ)).isEqualTo(2e6);
        assertThat(read.getField(BlocksTable.SAMPLE_COUNT)).isEqualTo(4);
        assertThat(read.getField(BlocksTable.START_NS)).isEqualTo(1_767_323_045_000_000_501L);
        assertThat(micros(read, BlocksTable.START_TIME)).isEqualTo(1_767_323_045_000_000L);
        assertThat(micros(read, BlocksTable.END_TIME)).isEqualTo(1_767_323_045_000_003L);
        assertThat(read.getField(BlocksTable.MISSING_COUNT)).isEqualTo(1);
        assertThat(read.getField(BlocksTable.MIN)).isEqualTo(3f);
        assertThat(read.getField(BlocksTable.MAX)).isEqualTo(5f);
        assertThat(read.getField(BlocksTable.MEAN)).isEqualTo(4.0);
        assertThat(read.getField(BlocksTable.STD)).isEqualTo(statistics.std());
        assertThat(read.getField(BlocksTable.BUCKET_MIN)).isEqualTo(List.of(3f));
        assertThat(read.getField(BlocksTable.BUCKET_MAX)).isEqualTo(List.of(5f));
        assertThat(read.getField(BlocksTable.BUCKET_SUM)).isEqualTo(List.of(12.0));
        assertThat(read.getField(BlocksTable.BUCKET_COUNT)).isEqualTo(List.of(3));
        assertThat(read.getField(BlocksTable.SAMPLES_CRC32C))
                .isEqualTo(block.header().samplesCrc32c());
        assertThat(read.getField(BlocksTable.KAFKA_TOPIC)).isEqualTo("topic");
        assertThat(read.getField(BlocksTable.KAFKA_PARTITION)).isEqualTo(3);
        assertThat(read.getField(BlocksTable.KAFKA_OFFSET)).isEqualTo(99L);
        assertThat(micros(read, BlocksTable.INGESTED_AT)).isEqualTo(1_767_323_046L);
    }

    @Example
    void everyColumnOfTheTableIsFilled() throws IOException {
        Table table = MemoryTables.blocks();

        write(table, row(TestBlocks.block(1, 2), Codec.RAW));

        Record read = onlyRow(table);
        table.schema().columns().stream()
                .filter(column -> !column.name().equals(BlocksTable.DERIVED))
                .forEach(column -> assertThat(read.getField(column.name()))
                        .as(column.name())
                        .isNotNull());
        assertThat(read.getField(BlocksTable.DERIVED)).isNull();
    }

    @Example
    void derivedBlockHasAllColumnsButNoSamples() throws IOException {
        Table table = MemoryTables.blocks();
        SampleBlock power = TestBlocks.block(TestBlocks.stream("d", "a", "power", "W"), 3, 1, 4, Float.NaN);

        write(table, row(DerivedBlock.of(power), Codec.DERIVED));

        Record read = onlyRow(table);
        table.schema().columns().forEach(column -> assertThat(read.getField(column.name()))
                .as(column.name())
                .isNotNull());
        assertThat(read.getField(BlocksTable.DERIVED)).isEqualTo(true);
        assertThat(floats(read)).isEmpty();
        assertThat(read.getField(BlocksTable.SAMPLE_COUNT)).isEqualTo(3);
        assertThat(read.getField(BlocksTable.MISSING_COUNT)).isEqualTo(1);
        assertThat(read.getField(BlocksTable.MEAN)).isEqualTo(2.5);
        assertThat(read.getField(BlocksTable.BUCKET_SUM)).isEqualTo(List.of(5.0));
        assertThat(read.getField(BlocksTable.SAMPLES_CRC32C))
                .isEqualTo(power.header().samplesCrc32c());
    }

    @Property(tries = 100)
    void timesInMicrosecondsNeverLeaveOutASample(@ForAll("startNanos") long startNanos, @ForAll("rates") double rateHz)
            throws IOException {
        Table table = MemoryTables.blocks(BY_HOUR, Map.of());
        SampleStream stream = new SampleStream("d", "a", "current", "A", new UUID(1, 2), rateHz);
        BlockHeader header = new BlockHeader(stream, 0, 0, startNanos, 1, SamplesChecksum.of(new float[1]));

        write(table, row(new SampleBlock(header, new float[1]), Codec.RAW));

        Record read = onlyRow(table);
        long start = micros(read, BlocksTable.START_TIME);
        long end = micros(read, BlocksTable.END_TIME);
        assertThat(startNanos - 1_000 * start).isBetween(0L, 999L);
        assertThat(1_000 * end - header.endNanos()).isBetween(0L, 999L);
    }

    @Example
    void blockWithoutAlgorithmIsUnassigned() throws IOException {
        Table table = MemoryTables.blocks(BY_HOUR, Map.of());

        write(table, row(TestBlocks.block(TestBlocks.stream("d", ""), 0, 1), Codec.RAW));

        assertThat(onlyRow(table).getField(BlocksTable.ALGORITHM)).isEqualTo("unassigned");
        assertThat(partitions(table)).containsExactly("device=d/algorithm=unassigned/start_time_hour=2026-01-02-03");
    }

    @Example
    void blocksOfOneTaskAreLaidOutByDeviceAlgorithmAndHour() throws IOException {
        Table table = MemoryTables.blocks(BY_HOUR, Map.of());
        List<BlockRow> rows = new ArrayList<>();
        for (long start : new long[] {0, HOUR_NANOS - 1, HOUR_NANOS, -1}) {
            for (String device : List.of("d1", "d2")) {
                for (String algorithm : List.of("a1", "a2")) {
                    SampleStream stream = TestBlocks.stream(device, algorithm);
                    rows.add(row(SampleBlock.of(stream, 0, 0, start, new float[] {1, 2}), Codec.LATTICE));
                }
            }
        }

        List<DataFile> files = write(table, rows.toArray(BlockRow[]::new));

        assertThat(files).hasSize(12);
        assertThat(partitions(table))
                .hasSize(12)
                .contains(
                        "device=d1/algorithm=a1/start_time_hour=1970-01-01-00",
                        "device=d2/algorithm=a1/start_time_hour=1970-01-01-01",
                        "device=d2/algorithm=a2/start_time_hour=1969-12-31-23");
        assertThat(rows(table)).hasSize(16).allSatisfy(row -> assertThat(floats(row))
                .containsExactly(1, 2));
    }

    @Example
    void newFileIsBegunAtTheTargetSize() throws IOException {
        Table table = MemoryTables.blocks(
                PartitionSpec.unpartitioned(), Map.of(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, "1"));
        SampleStream stream = TestBlocks.stream("d", "a");
        BlockRow[] rows = new BlockRow[2_500];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(TestBlocks.block(stream, i, i), Codec.LATTICE);
        }

        List<DataFile> files = write(table, rows);

        assertThat(files).hasSizeGreaterThan(1);
        assertThat(rows(table))
                .extracting(row -> row.getField(BlocksTable.SEQUENCE))
                .doesNotHaveDuplicates()
                .hasSize(rows.length);
    }

    @Example
    void taskWithoutBlocksWritesNoFile() throws IOException {
        assertThat(write(MemoryTables.blocks())).isEmpty();
    }

    @Example
    void boundsOfTheFileAreThoseOfItsBlocks() throws IOException {
        Table table = MemoryTables.blocks();

        DataFile file = write(table, row(TestBlocks.block(-1, Float.NaN, 4), Codec.LATTICE))
                .get(0);

        int min = table.schema().findField(BlocksTable.MIN).fieldId();
        int max = table.schema().findField(BlocksTable.MAX).fieldId();
        assertThat(file.recordCount()).isEqualTo(1);
        assertThat(file.lowerBounds().get(min).order(ByteOrder.LITTLE_ENDIAN).getFloat(0))
                .isEqualTo(-1);
        assertThat(file.upperBounds().get(max).order(ByteOrder.LITTLE_ENDIAN).getFloat(0))
                .isEqualTo(4);
    }

    @Provide
    Arbitrary<float[]> samples() {
        return SampleArrays.any(5_000);
    }

    @Provide
    Arbitrary<Long> startNanos() {
        return Arbitraries.longs().between(-4_000_000_000_000_000_000L, 4_000_000_000_000_000_000L);
    }

    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.of(1e-3, 1.0, 3.0, 1e6, 2e6, 3e6, 1e12);
    }

    private static BlockRow row(Block block, Codec codec) {
        return new BlockRow(block, codec, block.statistics(), new KafkaOrigin("t", 0, 0), 1_767_323_046_000_000L);
    }

    private static List<DataFile> write(Table table, BlockRow... rows) throws IOException {
        BlockFiles files = new BlockFiles(table, 0, 0);
        try (files) {
            for (BlockRow row : rows) {
                files.write(row);
            }
        }
        AppendFiles append = table.newAppend();
        files.dataFiles().forEach(append::appendFile);
        append.commit();
        return files.dataFiles();
    }

    private static Record onlyRow(Table table) throws IOException {
        List<Record> rows = rows(table);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<Record> rows(Table table) throws IOException {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            List<Record> all = new ArrayList<>();
            rows.forEach(row -> all.add(row.copy()));
            return all;
        }
    }

    private static List<String> partitions(Table table) {
        return MemoryTables.partitions(table).stream()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static float[] floats(Record row) {
        List<?> values = (List<?>) row.getField(BlocksTable.VALUES);
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) values.get(i);
        }
        return floats;
    }

    private static long micros(Record row, String column) {
        return DateTimeUtil.microsFromTimestamptz((OffsetDateTime) row.getField(column));
    }
}

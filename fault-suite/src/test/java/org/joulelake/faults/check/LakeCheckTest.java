package org.joulelake.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.catalog.BlocksTable;

/** A check that finds nothing wrong proves something only if it finds what is. */
class LakeCheckTest {

    private static final int BLOCK_SAMPLES = 65_536;
    private static final OffsetDateTime ANY_TIME = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Place of a derived block among the rows; those before it are of current and voltage. */
    private static final int DERIVED = 5;

    private final List<Record> rows = new ArrayList<>();

    @BeforeEach
    void measure() throws Exception {
        for (TopicRecord record : Publication.records()) {
            rows.add(row(BlockReader.read(record.value())));
        }
    }

    @Test
    void aWholeLakePassesInWhateverOrderItIs() throws IOException {
        Collections.reverse(rows);

        CheckResult result = check();

        assertThat(result.samplesSent()).isEqualTo(1_500_000);
        assertThat(result.passed()).as("%s", result).isTrue();
        assertThat(result.repeats()).isZero();
    }

    @Test
    void aMissingRowIsLost() throws IOException {
        rows.remove(4);

        CheckResult result = check();

        assertThat(result.samplesLost()).isEqualTo(BLOCK_SAMPLES);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aRowThatIsThereTwiceIsARepeat() throws IOException {
        rows.add(rows.get(4));

        CheckResult result = check();

        assertThat(result.repeats()).isEqualTo(1);
        assertThat(result.passed()).isTrue();
    }

    @Test
    void aFlippedBitIsOneAlteredSample() throws IOException {
        List<Float> values = values(rows.get(4));
        values.set(1_000, Float.intBitsToFloat(Float.floatToRawIntBits(values.get(1_000)) ^ 1));
        rows.get(4).setField(BlocksTable.VALUES, values);

        assertThat(check().samplesAltered()).isEqualTo(1);
    }

    @Test
    void anotherFigureOfADerivedRowAltersItAsAWhole() throws IOException {
        for (String column : List.of(BlocksTable.MEAN, BlocksTable.STD)) {
            Record row = rows.get(DERIVED);
            double before = (Double) row.getField(column);
            row.setField(column, Math.nextUp(before));
            assertThat(check().samplesAltered()).as(column).isEqualTo(BLOCK_SAMPLES);
            row.setField(column, before);
        }
    }

    @Test
    void anotherTimeAltersAllSamplesOfTheRow() throws IOException {
        Record row = rows.get(4);
        row.setField(BlocksTable.START_NS, (Long) row.getField(BlocksTable.START_NS) + 1);

        assertThat(check().samplesAltered()).isEqualTo(BLOCK_SAMPLES);
    }

    @Test
    void rowsOfOtherDevicesSessionsAndTimesAreForeign() throws IOException {
        rows.add(copy(rows.get(0), Map.of(BlocksTable.DEVICE, "SIM-0002")));
        rows.add(copy(rows.get(4), Map.of(BlocksTable.SESSION, "019a0000-0000-7000-8000-000000000000")));
        rows.add(copy(rows.get(6), Map.of(BlocksTable.START_NS, 0L)));

        CheckResult result = check();

        assertThat(result.foreign()).isEqualTo(3);
        assertThat(result.passed()).isFalse();
    }

    private CheckResult check() throws IOException {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("check", Map.of());
        catalog.createNamespace(Namespace.of("power"));
        Table blocks = catalog.createTable(BlocksTable.ID, BlocksTable.SCHEMA);
        int half = rows.size() / 2;
        blocks.newAppend()
                .appendFile(write(blocks, "one", rows.subList(0, half)))
                .appendFile(write(blocks, "two", rows.subList(half, rows.size())))
                .commit();
        return LakeCheck.check(blocks, List.of(Publication.DEVICE));
    }

    private static DataFile write(Table table, String name, List<Record> rows) throws IOException {
        DataWriter<Record> writer = Parquet.writeData(
                        table.io().newOutputFile(table.location() + "/" + name + UUID.randomUUID()))
                .forTable(table)
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            rows.forEach(writer::write);
        }
        return writer.toDataFile();
    }

    private static Record row(Block block) {
        BlockHeader header = block.header();
        boolean derived = block instanceof DerivedBlock;
        float[] samples = derived ? new float[0] : ((SampleBlock) block).samples();
        Record row = GenericRecord.create(BlocksTable.SCHEMA);
        row.setField(BlocksTable.DEVICE, header.stream().device());
        row.setField(BlocksTable.ALGORITHM, header.stream().algorithm());
        row.setField(BlocksTable.SIGNAL, header.stream().signal());
        row.setField(BlocksTable.UNIT, header.stream().unit());
        row.setField(BlocksTable.SESSION, header.stream().session().toString());
        row.setField(BlocksTable.SEQUENCE, header.sequence());
        row.setField(BlocksTable.FIRST_SAMPLE, header.firstSample());
        row.setField(BlocksTable.SAMPLE_RATE_HZ, header.stream().sampleRateHz());
        row.setField(BlocksTable.SAMPLE_COUNT, header.sampleCount());
        row.setField(BlocksTable.START_TIME, ANY_TIME);
        row.setField(BlocksTable.END_TIME, ANY_TIME);
        row.setField(BlocksTable.START_NS, header.startNanos());
        row.setField(BlocksTable.VALUES, floats(samples));
        row.setField(BlocksTable.SAMPLES_CRC32C, header.samplesCrc32c());
        row.setField(BlocksTable.DERIVED, derived ? true : null);
        figures(row, block.statistics());
        notLookedAt(row);
        return row;
    }

    private static void figures(Record row, BlockStatistics statistics) {
        row.setField(BlocksTable.MISSING_COUNT, statistics.missingCount());
        row.setField(BlocksTable.MIN, statistics.min());
        row.setField(BlocksTable.MAX, statistics.max());
        row.setField(BlocksTable.MEAN, statistics.mean());
        row.setField(BlocksTable.STD, statistics.std());
        row.setField(BlocksTable.BUCKET_MIN, floats(statistics.bucketMin()));
        row.setField(BlocksTable.BUCKET_MAX, floats(statistics.bucketMax()));
        row.setField(
                BlocksTable.BUCKET_SUM,
                Arrays.stream(statistics.bucketSum()).boxed().toList());
        row.setField(
                BlocksTable.BUCKET_COUNT,
                Arrays.stream(statistics.bucketCount()).boxed().toList());
    }

    private static List<Float> floats(float[] values) {
        return new ArrayList<>(
                IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
    }

    /** What the check does not look at must be there all the same. */
    private static void notLookedAt(Record row) {
        row.setField(BlocksTable.KAFKA_TOPIC, "blocks");
        row.setField(BlocksTable.KAFKA_PARTITION, 0);
        row.setField(BlocksTable.KAFKA_OFFSET, 0L);
        row.setField(BlocksTable.INGESTED_AT, ANY_TIME);
    }

    private static Record copy(Record row, Map<String, Object> changed) {
        Record copy = row.copy();
        changed.forEach(copy::setField);
        return copy;
    }

    private static List<Float> values(Record row) {
        List<Float> values = new ArrayList<>();
        ((List<?>) row.getField(BlocksTable.VALUES)).forEach(value -> values.add((Float) value));
        return values;
    }
}

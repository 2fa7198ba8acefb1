package org.joulelake.ingest.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.Codec;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.block.SamplesChecksum;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.SampleArrays;
import org.joulelake.ingest.TestBlocks;

/** What Spark and Parquet's own reader find in the files. */
@ExtendWith(LakeExtension.class)
class BlockFilesInSparkTest {

    private static final int QUIET_NAN = 0x7FC01234;
    private static final int SIGNALLING_NAN = 0x7F800001;

    private final LakeFixture lake;

    BlockFilesInSparkTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void anyBitsComeBackThroughMessageParquetAndSpark() throws Exception {
        Random random = new Random(20_260_102);
        List<float[]> arrays = new ArrayList<>();
        List<BlockRow> rows = new ArrayList<>();
        SampleStream stream = TestBlocks.stream("any-bits", "a");
        for (int i = 0; i < 120; i++) {
            arrays.add(SampleArrays.random(random, 1 + random.nextInt(4_000)));
            rows.add(received(SampleBlock.of(stream, i, 0, TestBlocks.START_NANOS, arrays.get(i))));
        }

        write(rows);

        List<Row> read = lake.sql(
                "SELECT `values`, samples_crc32c FROM power.blocks" + " WHERE device = 'any-bits' ORDER BY sequence");
        assertThat(read).hasSize(arrays.size());
        for (int i = 0; i < read.size(); i++) {
            float[] values = floats(read.get(i).getList(0));
            assertThat(TestBlocks.bits(values)).containsExactly(TestBlocks.bits(arrays.get(i)));
            assertThat(SamplesChecksum.of(values)).isEqualTo(read.get(i).getInt(1));
        }
    }

    @Test
    void otherReadersFindTheBitsTooAsParquetAloneHoldsThem() throws Exception {
        float[] samples = {1, Float.intBitsToFloat(SIGNALLING_NAN), -0.0f, Float.intBitsToFloat(QUIET_NAN)};

        DataFile file = write(List.of(row("parquet-alone", Codec.RAW, samples))).get(0);

        Row read = lake.spark()
                .read()
                .parquet(lake.file(file.location()).toString())
                .first();
        assertThat(TestBlocks.bits(floats(read.getList(read.fieldIndex("values")))))
                .containsExactly(TestBlocks.bits(samples));
    }

    @Test
    void samplesOnALatticeHaveADictionary() throws IOException {
        float[] samples = new float[4_096];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 200 == 0 ? Float.NaN : i % 40 * 1e-6f;
        }

        List<DataFile> files = write(List.of(row("lattice", Codec.LATTICE, samples)));

        assertThat(files).singleElement().satisfies(file -> assertThat(
                        samplesOf(file).getEncodingStats().hasDictionaryEncodedPages())
                .isTrue());
    }

    @Test
    void samplesWithoutALatticeOrWithNanPayloadsHaveNone() throws IOException {
        float[] lattice = {1, 2, 1, 2};
        float[] payload = {1, 2, 1, Float.intBitsToFloat(QUIET_NAN)};

        List<DataFile> files = write(List.of(
                row("both", Codec.LATTICE, lattice),
                row("both", Codec.LATTICE, payload),
                row("both", Codec.SHUFFLE_ZSTD, lattice)));

        assertThat(files).hasSize(2);
        assertThat(files)
                .filteredOn(file -> file.recordCount() == 2)
                .singleElement()
                .satisfies(file -> {
                    assertThat(samplesOf(file).hasDictionaryPage()).isFalse();
                    assertThat(samplesOf(file).getStatistics().hasNonNullValue())
                            .isFalse();
                });
        assertThat(files)
                .filteredOn(file -> file.recordCount() == 1)
                .singleElement()
                .satisfies(
                        file -> assertThat(samplesOf(file).hasDictionaryPage()).isTrue());
    }

    @Test
    void samplesOfDerivedBlocksAreNotThereBesideOthers() throws Exception {
        SampleStream current = TestBlocks.stream("derived", "a");
        SampleStream power = TestBlocks.stream("derived", "a", "power", "W");
        List<BlockRow> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            float[] samples = {i, i + 0.5f, i, i};
            rows.add(row(TestBlocks.block(current, i, samples), i < 5 ? Codec.LATTICE : Codec.RAW));
            rows.add(received(DerivedBlock.of(TestBlocks.block(power, i, samples))));
        }

        write(rows);

        List<Row> read = lake.sql("SELECT signal, derived, `values`, mean, bucket_sum, samples_crc32c"
                + " FROM power.blocks WHERE device = 'derived' ORDER BY signal, sequence");
        assertThat(read).hasSize(20);
        for (int i = 0; i < 10; i++) {
            Row sent = read.get(i);
            Row derived = read.get(10 + i);
            assertThat(sent.isNullAt(1)).isTrue();
            assertThat(floats(sent.getList(2))).containsExactly(i, i + 0.5f, i, i);
            assertThat(derived.getBoolean(1)).isTrue();
            assertThat(derived.getList(2)).isEmpty();
            assertThat(derived.getDouble(3)).isEqualTo(i + 0.125);
            assertThat(derived.getList(4)).isEqualTo(List.of(4 * i + 0.5));
            assertThat(derived.getInt(5)).isEqualTo(sent.getInt(5));
        }
    }

    /** Why there are two encodings at all; should this fail one day, one of them can go. */
    @Test
    void dictionaryWouldMakeOneNanOfAllNans() throws IOException {
        float[] samples = {1, Float.intBitsToFloat(QUIET_NAN), Float.intBitsToFloat(SIGNALLING_NAN), 1};
        assertThat(NanPayloads.in(samples)).isTrue();

        Table table = lake.blocks();
        BlockRow row = row("melted", Codec.LATTICE, samples);
        String location = table.location() + "/data/melted.parquet";
        try (DataWriter<BlockRow> writer = new BlockFileFactory(table, SampleEncoding.DICTIONARY)
                .newDataWriter(
                        EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(location)),
                        table.spec(),
                        partition(table, row))) {
            writer.write(row);
        }

        Row read = lake.spark().read().parquet(lake.file(location).toString()).first();
        assertThat(TestBlocks.bits(floats(read.getList(read.fieldIndex("values")))))
                .containsExactly(TestBlocks.bits(1, Float.NaN, Float.NaN, 1));
    }

    private List<DataFile> write(List<BlockRow> rows) throws IOException {
        Table table = lake.blocks();
        BlockFiles files = new BlockFiles(table, 0, 0);
        try (files) {
            rows.forEach(files::write);
        }
        AppendFiles append = table.newAppend();
        files.dataFiles().forEach(append::appendFile);
        append.commit();
        return files.dataFiles();
    }

    private ColumnChunkMetaData samplesOf(DataFile file) throws IOException {
        Path path = new Path(lake.file(file.location()).toUri());
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
            return reader.getFooter().getBlocks().get(0).getColumns().stream()
                    .filter(column -> column.getPath().toDotString().startsWith("values."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static PartitionKey partition(Table table, BlockRow row) {
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        key.partition(new BlockColumns(table.schema()).asStruct(row));
        return key;
    }

    /** The row of a block that has been a message, with the codec that its writer picked. */
    private static BlockRow received(Block block) throws BlockFormatException {
        byte[] message = BlockWriter.write(block);
        return row(BlockReader.read(message), BlockReader.codec(message));
    }

    private static BlockRow row(String device, Codec codec, float... samples) {
        return row(TestBlocks.block(TestBlocks.stream(device, "a"), 0, samples), codec);
    }

    private static BlockRow row(Block block, Codec codec) {
        return new BlockRow(block, codec, block.statistics(), new KafkaOrigin("t", 0, 0), 1_767_323_046_000_000L);
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}

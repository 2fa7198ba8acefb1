package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.iceberg.DataFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** What is answered from memory is what Spark's scan of the table answers, at any level, and no scan is needed. */
@ExtendWith(LakeExtension.class)
class BlockIndexTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 1e6;
    private static final int SAMPLES = 400_000;
    private static final String DEVICE = "two-ways";

    private static LakeFixture lake;

    /** Two sessions; the second names no algorithm, which is assigned in the middle of a block. */
    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        for (int session = 0; session < 2; session++) {
            UUID id = UUID.randomUUID();
            long start = START + session * 1_000_000_000L;
            add(stream(id, session, "current", "A"), start, 50_000);
            add(stream(id, session, "voltage", "V"), start, 44_003);
        }
        lake.sql("INSERT INTO power.assignments VALUES ('%s', 'a', %d), ('%s', 'b', %d)"
                .formatted(DEVICE, START + 1_012_345_678L, DEVICE, START + 1_260_000_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats('two-ways', 'a', 'current', %s)",
                "energy('two-ways', 'a', %s)",
                "waveform('two-ways', 'a', 'current', %s, 3)",
                "waveform('two-ways', 'a', 'voltage', %s, 40)",
                "waveform('two-ways', 'a', 'current', %s, 4000)",
                "waveform('two-ways', 'a', 'power', %s, 50)",
                "compare('two-ways', 'a', 'b', %s, 0.05)"
            })
    void answersAsAScanDoes(String call) {
        String range = "'%s', '%s'".formatted(instant(START + 12_345_678), instant(START + 1_333_333_333L));
        String statement = "SELECT * FROM " + call.formatted(range);
        Dataset<Row> fromMemory = lake.spark().sql(statement);
        List<Row> rows = fromMemory.collectAsList();
        List<Row> expected = ByScan.sql(lake, statement).collectAsList();
        assertThat(BlockScans.run(lake.spark().sql(statement))).isEmpty();
        assertThat(rows).hasSameSizeAs(expected).isNotEmpty();
        for (int row = 0; row < rows.size(); row++) {
            requireSame(rows.get(row), expected.get(row));
        }
    }

    @Test
    void aWaveformNeedsNoJobOfSpark() {
        Dataset<Row> waveform = lake.spark()
                .sql("SELECT * FROM waveform('two-ways', 'a', 'current', '%s', '%s', 40)"
                        .formatted(instant(START), instant(START + 1_000_000_000L)));
        assertThat(waveform.collectAsList()).isNotEmpty();
        assertThat(waveform.queryExecution().executedPlan()).isInstanceOf(LocalTableScanExec.class);
    }

    /** A sum may be added up in another order. */
    private static void requireSame(Row row, Row expected) {
        for (int column = 0; column < row.length(); column++) {
            if (expected.get(column) instanceof Double number && !number.isNaN()) {
                assertThat(row.getDouble(column))
                        .as(row.schema().fieldNames()[column])
                        .isCloseTo(number, within(1e-11 * Math.max(1e-3, Math.abs(number))));
            } else {
                assertThat(row.get(column))
                        .as(row.schema().fieldNames()[column])
                        .isEqualTo(expected.get(column));
            }
        }
    }

    @Test
    void whatIsNewIsSeenAtOnce() throws Exception {
        String call = "SELECT sample_count FROM stats('fresh', 'a', 'current', '2026-01-01', '2027-01-01')";
        SampleStream stream = new SampleStream("fresh", "a", "current", "A", UUID.randomUUID(), RATE_HZ);
        List<SampleBlock> blocks = new Recording(stream, START, new float[2_000], 1_000, block -> true).blocks();
        LakeWriter.add(lake.blocks(), blocks.subList(0, 1));
        assertThat(lake.sql(call).get(0).getLong(0)).isEqualTo(1_000);
        LakeWriter.add(lake.blocks(), blocks.subList(1, 2));
        assertThat(lake.sql(call).get(0).getLong(0)).isEqualTo(2_000);
    }

    /** The samples of the damaged block are needed only where an edge cuts it. */
    @ParameterizedTest
    @CsvSource({"0, 60000000, false", "5000000, 60000000, true"})
    void samplesThatAreNotWhatTheirSourceHadAreNoAnswer(long from, long to, boolean cut) throws Exception {
        String device = "falsified-" + cut;
        SampleStream stream = new SampleStream(device, "a", "current", "A", UUID.randomUUID(), RATE_HZ);
        float[] samples = samples(3);
        List<DataFile> files =
                LakeWriter.add(lake.blocks(), new Recording(stream, START, samples, 50_000, block -> true).blocks());
        Path file = lake.file(files.get(0).location());
        byte[] bytes = Files.readAllBytes(file);
        bytes[40_000] ^= 1;
        Files.write(file, bytes);
        String call = "SELECT * FROM stats('%s', 'a', 'current', '%s', '%s')"
                .formatted(device, instant(START + from), instant(START + 400_000_000 - 1));
        if (cut) {
            assertThatThrownBy(() -> lake.sql(call)).hasMessageContaining("joulelake verify");
        } else {
            assertThat(lake.sql("SELECT * FROM stats('%s', 'a', 'current', '%s', '%s')"
                            .formatted(device, instant(START), instant(START + 400_000_000))))
                    .hasSize(1);
        }
    }

    private static SampleStream stream(UUID session, int number, String signal, String unit) {
        return new SampleStream(DEVICE, number == 0 ? "a" : "", signal, unit, session, RATE_HZ);
    }

    private static void add(SampleStream stream, long start, int blockSamples) throws Exception {
        Recording recording =
                new Recording(stream, start, samples(stream.signal().hashCode()), blockSamples, block -> block != 2);
        LakeWriter.add(lake.blocks(), recording.blocks());
    }

    private static float[] samples(int seed) {
        Random random = new Random(seed);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextInt(997) == 0 ? Float.NaN : random.nextFloat() * 0.1f - 0.02f;
        }
        return samples;
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}

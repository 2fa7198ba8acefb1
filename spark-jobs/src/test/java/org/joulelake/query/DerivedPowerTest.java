package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.Product;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.verify.LakeWriter;

/** Power whose samples are not in the lake is answered as power is that was sent sample by sample. */
@ExtendWith(LakeExtension.class)
class DerivedPowerTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 1e6;
    private static final int SAMPLES = 300_000;
    private static final int BLOCK = 50_000;
    private static final int LOST = 3;

    private static LakeFixture lake;

    /** The same samples twice: of one device power is sent, of the other derived. Of both the fourth block is lost. */
    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        for (boolean derived : new boolean[] {false, true}) {
            String device = derived ? "derived" : "sent";
            UUID session = UUID.randomUUID();
            float[] current = samples(1);
            float[] voltage = samples(2);
            float[] power = new float[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                power[i] = Product.of(current[i], voltage[i]);
            }
            LakeWriter.add(lake.blocks(), blocks(device, session, "current", "A", current));
            LakeWriter.add(lake.blocks(), blocks(device, session, "voltage", "V", voltage));
            List<Block> blocks = new ArrayList<>(blocks(device, session, "power", "W", power));
            blocks.replaceAll(block -> derived ? DerivedBlock.of((SampleBlock) block) : block);
            LakeWriter.add(lake.blocks(), blocks);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats('%s', 'a', 'power', %s)",
                "energy('%s', 'a', %s)",
                "waveform('%s', 'a', 'power', %s, 2)",
                "waveform('%s', 'a', 'power', %s, 30)",
                "waveform('%s', 'a', 'power', %s, 3000)",
                "events('%s', 'a', 'power', %s, 0.0079)"
            })
    void isAnsweredAsIfItHadBeenSent(String call) {
        String range = "'%s', '%s'".formatted(instant(START + 12_345_678), instant(START + 267_890_123));
        String derived = "SELECT * FROM " + call.formatted("derived", range);
        List<Row> expected = lake.sql("SELECT * FROM " + call.formatted("sent", range));
        assertThat(expected).isNotEmpty();
        requireSame(lake.sql(derived), expected);
        requireSame(ByScan.sql(lake, derived).collectAsList(), expected);
    }

    @Test
    void theViewHasItsSamples() {
        String sum = "SELECT count(*), sum(ts_ns %% 1000003), count_if(isnan(value)), sum(IF(isnan(value), 0, value))"
                + " FROM power.samples WHERE device = '%s' AND signal = 'power' AND algorithm = 'a' AND ts >= '"
                + instant(START + 100_500_000) + "' AND ts < '" + instant(START + 220_000_000) + "'";
        List<Row> expected = lake.sql(sum.formatted("sent"));
        assertThat(expected.get(0).getLong(0)).isEqualTo(119_500 - BLOCK);
        requireSame(lake.sql(sum.formatted("derived")), expected);
    }

    private static void requireSame(List<Row> rows, List<Row> expected) {
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < expected.get(i).length(); column++) {
                String name = expected.get(i).schema().fieldNames()[column];
                if (name.equals("session")) {
                    continue;
                }
                Object value = expected.get(i).get(column);
                if (value instanceof Double number) {
                    assertThat(rows.get(i).getDouble(column))
                            .as(name)
                            .isCloseTo(number, within(1e-12 * Math.max(1, Math.abs(number))));
                } else {
                    assertThat(rows.get(i).get(column)).as(name).isEqualTo(value);
                }
            }
        }
    }

    private static List<SampleBlock> blocks(String device, UUID session, String signal, String unit, float... samples) {
        SampleStream stream = new SampleStream(device, "a", signal, unit, session, RATE_HZ);
        return new Recording(stream, START, samples, BLOCK, block -> block != LOST).blocks();
    }

    private static float[] samples(int seed) {
        Random random = new Random(seed);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextInt(1_003) == 0 ? Float.NaN : random.nextFloat() * 0.09f;
        }
        return samples;
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}

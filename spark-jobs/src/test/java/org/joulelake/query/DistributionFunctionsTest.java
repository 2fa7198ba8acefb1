package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** What {@code histogram}, {@code cdf} and {@code quantiles} read, refuse and do with what is no number; figures: NumPy. */
@ExtendWith(LakeExtension.class)
class DistributionFunctionsTest {

    private static final int BLOCK = 1_000;
    private static final long START = TestBlocks.START_NANOS;
    private static final String ALL = "'current', '2026-01-01', '2027-01-01'";

    private final LakeFixture lake;

    DistributionFunctionsTest(LakeFixture lake) {
        this.lake = lake;
    }

    /** The first value of a cdf is the least sample: the block that has it also has greater ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"histogram(%s, 10)|2", "histogram(%s, 20000)|2", "cdf(%s, 11)|3"})
    void readNoSamplesOfBlocksWithinOneStep(String call, long files) throws Exception {
        String device = "quiet " + call.length() + call.charAt(0);
        Random random = new Random(1);
        for (int i = 0; i < 10; i++) {
            boolean isBusy = i == 3 || i == 7;
            addInFileOfItsOwn(device, i, sample -> isBusy ? random.nextDouble() : 1e-5 * (1 + random.nextDouble()));
        }
        Dataset<Row> query = lake.spark().sql("SELECT * FROM " + call.formatted("'%s', 'a', ".formatted(device) + ALL));
        assertThat(filesWithSamples(query)).isEqualTo(files);
    }

    @Test
    void quantilesNearTheEndReadFewBlocks() throws Exception {
        for (int i = 0; i < 20; i++) {
            int level = i;
            addInFileOfItsOwn("rising", i, sample -> level + sample / (2.0 * BLOCK));
        }
        Dataset<Row> last =
                lake.spark().sql("SELECT * FROM quantiles('rising', 'a', %s, array(1, 0.999))".formatted(ALL));
        assertThat(last.collectAsList().get(0).<Float>getAs("value")).isEqualTo(19.4995f);
        assertThat(filesWithSamples(last)).as("the two times one").isEqualTo(2);
    }

    @Test
    void quantilesReadEachBlockTwiceHoweverManyPlacesThereAre() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 5; i++) {
            addInFileOfItsOwn("mixed", i, sample -> random.nextGaussian());
        }
        String places = "array(0.5, 0.1, 0.9, 0.25, 0.75)";
        Dataset<Row> query = lake.spark().sql("SELECT * FROM quantiles('mixed', 'a', %s, %s)".formatted(ALL, places));
        assertThat(filesWithSamples(query)).isEqualTo(2 * 5);
    }

    @Test
    void aQuantileIsASample() throws Exception {
        add("places", 0, sample -> sample % 2 == 0 ? sample / 2 : Double.NaN);
        List<Row> rows = lake.sql(
                "SELECT * FROM quantiles('places', 'a', %s, array(0.5, 0, 1, 0.001, 0.002, 0.0021))".formatted(ALL));
        assertThat(rows.stream().map(row -> row.<Float>getAs("value")).toList())
                .as("the lower of the two in the middle, and so on")
                .containsExactly(249f, 0f, 499f, 0f, 0f, 1f);
        assertThat(rows.get(0).<Long>getAs("sample_count")).isEqualTo(500);
        assertThat(rows.get(0).<Long>getAs("missing_count")).isEqualTo(500);
        assertThat(rows.get(0).<Long>getAs("sessions")).isEqualTo(1);
        assertThat(rows.get(0).<String>getAs("unit")).isEqualTo("A");
    }

    @Test
    void zerosOfBothSignsAreOneValueThoughStorageTellsThemApart() throws Exception {
        addInFileOfItsOwn("zeros", 0, sample -> sample == 0 ? -1 : -0.0);
        addInFileOfItsOwn("zeros", 1, sample -> sample == 0 ? 1 : 0.0);
        assertThat(
                        lake
                                .sql("SELECT count FROM histogram('zeros', 'a', %s, 2) ORDER BY from_value"
                                        .formatted(ALL))
                                .stream()
                                .map(row -> row.getLong(0))
                                .toList())
                .containsExactly(1L, 2L * BLOCK - 1);
        assertThat(lake.sql("SELECT count FROM cdf('zeros', 'a', %s, 3) ORDER BY value".formatted(ALL)).stream()
                        .map(row -> row.getLong(0))
                        .toList())
                .containsExactly(1L, 2L * BLOCK - 1, 2L * BLOCK);
        assertThat(lake.sql("SELECT value FROM quantiles('zeros', 'a', %s, 0.6)".formatted(ALL))
                        .get(0)
                        .getFloat(0))
                .isEqualTo(0f);
    }

    @Test
    void infinitiesHaveRowsOfTheirOwn() throws Exception {
        add(
                "infinite",
                0,
                sample -> sample < 10 ? Double.NEGATIVE_INFINITY : sample < 40 ? Double.POSITIVE_INFINITY : 5);
        assertThat(lake.sql("SELECT from_value, to_value, count FROM histogram('infinite', 'a', %s, 7)".formatted(ALL)))
                .extracting(Row::toString)
                .containsExactly("[-Infinity,-Infinity,10]", "[5.0,5.0,960]", "[Infinity,Infinity,30]");
        assertThat(lake.sql("SELECT value, count, fraction FROM cdf('infinite', 'a', %s, 7)".formatted(ALL)))
                .extracting(Row::toString)
                .containsExactly("[-Infinity,10,0.01]", "[5.0,970,0.97]", "[Infinity,1000,1.0]");
    }

    @Test
    void answerOfTheLakeAsItWasWhenTheyWereCalled() throws Exception {
        addInFileOfItsOwn("growing", 0, sample -> sample % 10);
        List<Dataset<Row>> planned = List.of(
                lake.spark().sql("SELECT count FROM histogram('growing', 'a', %s, 3)".formatted(ALL)),
                lake.spark().sql("SELECT count FROM cdf('growing', 'a', %s, 3)".formatted(ALL)),
                lake.spark().sql("SELECT sample_count FROM quantiles('growing', 'a', %s, 0.5)".formatted(ALL)));
        addInFileOfItsOwn("growing", 1, sample -> 100 + sample);
        assertThat(planned.get(0).collectAsList()).extracting(Row::toString).containsExactly("[300]", "[300]", "[400]");
        assertThat(planned.get(1).collectAsList())
                .extracting(Row::toString)
                .containsExactly("[100]", "[500]", "[1000]");
        assertThat(planned.get(2).collectAsList()).extracting(Row::toString).containsExactly("[1000]");
    }

    @Test
    void sayThatNothingWasMeasured() throws Exception {
        add("nothing-yet", 0, sample -> Double.NaN);
        for (String range : new String[] {ALL, "'current', '2020-01-01', '2021-01-01'"}) {
            assertThat(lake.sql("SELECT * FROM histogram('nothing-yet', 'a', %s, 5)".formatted(range)))
                    .isEmpty();
            assertThat(lake.sql("SELECT * FROM cdf('nothing-yet', 'a', %s, 5)".formatted(range)))
                    .isEmpty();
            Row row = lake.sql("SELECT * FROM quantiles('nothing-yet', 'a', %s, 0.5)".formatted(range))
                    .get(0);
            assertThat(row.<Float>getAs("value")).isNull();
            assertThat(row.<Long>getAs("sample_count")).isZero();
            assertThat(row.<Long>getAs("missing_count")).isEqualTo(range.equals(ALL) ? BLOCK : 0);
        }
    }

    @Test
    void followAssignmentsAndSessions() throws Exception {
        SampleStream one = stream("assigned-counts", "", "A");
        SampleStream other = stream("assigned-counts", "", "A");
        LakeWriter.add(lake.blocks(), List.of(block(one, 0, sample -> sample), block(other, 0, sample -> 2_000)));
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES ('assigned-counts', 'a', %d)"
                .formatted(START + 600_000));
        String histogram = "SELECT * FROM histogram('assigned-counts', 'a', %s, 2%s)";
        List<Row> rows = lake.sql(histogram.formatted(ALL, ", session => '" + one.session() + "'"));
        assertThat(rows).extracting(row -> row.<Double>getAs("from_value")).containsExactly(600.0, 799.5);
        assertThat(rows).extracting(row -> row.<Long>getAs("count")).containsExactly(200L, 200L);
        assertThat(lake.sql(histogram.formatted(ALL, "")).get(1).<Long>getAs("sessions"))
                .isEqualTo(2);
    }

    @Test
    void countPowerThatWasNotPublished() throws Exception {
        UUID session = UUID.randomUUID();
        for (String signal : new String[] {"current", "voltage"}) {
            SampleStream stream = new SampleStream(
                    "product-counts", "a", signal, TestBlocks.unit(signal), session, TestBlocks.RATE_HZ);
            LakeWriter.add(lake.blocks(), List.of(block(stream, 0, sample -> signal.equals("current") ? sample : 2)));
        }
        String range = "'product-counts', 'a', 'power', '2026-01-01', '2027-01-01'";
        assertThat(lake.sql("SELECT value, unit FROM quantiles(%s, 0.25)".formatted(range))
                        .get(0))
                .hasToString("[498.0,W]");
        assertThat(lake.sql("SELECT from_value, to_value, count FROM histogram(%s, 2)".formatted(range)))
                .extracting(Row::toString)
                .containsExactly("[0.0,999.0,500]", "[999.0,1998.0,500]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value FROM quantiles(%s, 0.5)",
                "count FROM histogram(%s, 5)",
                "value FROM cdf(%s, 5)",
                "mean FROM stats(%s)"
            })
    void refuseToMixUnitsWhicheverColumnIsAskedFor(String call) throws Exception {
        String device = "units " + call.charAt(11);
        LakeWriter.add(lake.blocks(), List.of(block(stream(device, "a", "A"), 0, sample -> 1)));
        LakeWriter.add(lake.blocks(), List.of(block(stream(device, "a", "mA"), 0, sample -> 2)));
        assertThatThrownBy(() -> lake.sql("SELECT " + call.formatted("'%s', 'a', ".formatted(device) + ALL)))
                .hasMessageContaining("the sessions have samples in A and in mA: ask for one session");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantiles('wrong', 'a', 'current', '2026-01-01', '2027-01-01', 1.5)|a number from 0 to 1, or an array of them, not 1.5",
                "quantiles('wrong', 'a', 'current', '2026-01-01', '2027-01-01', 'x')|a number from 0 to 1, or an array of them, not x",
                "quantiles('wrong', 'a', 'current', '2026-01-01', '2027-01-01', array(0, NULL))|array of them, not null",
                "quantiles('wrong', 'a', 'current', '2026-01-01', '2027-01-01', array())|must have 1 to 1000 numbers, not 0",
                "quantiles('wrong', 'a', 'current', '2026-01-01', '2027-01-01')|at is missing",
                "histogram('wrong', 'a', 'current', '2026-01-01', '2027-01-01', 0)|a whole number from 1 to 100000, not 0",
                "cdf('wrong', 'a', 'current', '2026-01-01', '2027-01-01', 1)|a whole number from 2 to 100000, not 1",
                "cdf('wrong', 'a', 'curent', '2026-01-01', '2027-01-01', 5)|no signal of wrong 'curent'; there is current",
                "histogram('wrong', 'a', 'power', '2026-01-01', '2026-01-01', 5)|from must be before to"
            })
    void sayWhatIsWrong(String call, String message) throws Exception {
        add("wrong", 0, sample -> 1);
        assertThatThrownBy(() -> lake.sql("SELECT * FROM " + call)).hasMessageContaining(message);
    }

    private static long filesWithSamples(Dataset<Row> query) {
        return BlockScans.runWithSubqueries(query)
                .filter(scan -> BlockScans.reads(scan, "values"))
                .mapToLong(BlockScans::files)
                .sum();
    }

    private void add(String device, int sequence, IntToDoubleFunction sample) throws Exception {
        addInFileOfItsOwn(device, sequence, sample);
    }

    /** Blocks of a device are of one session. */
    private void addInFileOfItsOwn(String device, int sequence, IntToDoubleFunction sample) throws Exception {
        UUID session = UUID.nameUUIDFromBytes(device.getBytes());
        SampleStream stream = new SampleStream(device, "a", "current", "A", session, TestBlocks.RATE_HZ);
        LakeWriter.add(lake.blocks(), List.of(block(stream, sequence, sample)));
    }

    private static SampleStream stream(String device, String algorithm, String unit) {
        return new SampleStream(device, algorithm, "current", unit, UUID.randomUUID(), TestBlocks.RATE_HZ);
    }

    private static SampleBlock block(SampleStream stream, int sequence, IntToDoubleFunction sample) {
        float[] samples = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            samples[i] = (float) sample.applyAsDouble(i);
        }
        return TestBlocks.block(stream, sequence, samples);
    }
}

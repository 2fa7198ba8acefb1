package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.verify.LakeWriter;

/** Questions at the edges of what blocks, assignments and arguments can be. */
@ExtendWith(LakeExtension.class)
class QueryEdgesTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final int BLOCK = 1_000;
    private static final String DAYS = "'2026-01-02', '2026-01-03'";

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) {
        lake = fixture;
    }

    /** Blocks of a constant at 1 kHz, a second each. */
    private static void add(SampleStream stream, float value, int... blocks) throws Exception {
        float[] samples = new float[BLOCK];
        Arrays.fill(samples, value);
        LakeWriter.add(
                lake.blocks(),
                Arrays.stream(blocks)
                        .mapToObj(block -> SampleBlock.of(
                                stream, block, (long) block * BLOCK, START + block * 1_000_000_000L, samples))
                        .toList());
    }

    private static SampleStream stream(String device, String algorithm, String signal, String unit, UUID session) {
        return new SampleStream(device, algorithm, signal, unit, session, BLOCK);
    }

    @Test
    void samplesThatAreMissingWhereAnAlgorithmIsSaidAgainAreCounted() throws Exception {
        add(stream("said-again", "", "current", "A", UUID.randomUUID()), 1, 0, 1, 3, 4);
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES"
                + " ('said-again', 'x', %d), ('said-again', 'x', %d)".formatted(START - 1, START + 2_500_000_000L));
        Row row = lake.sql("SELECT * FROM stats('said-again', 'x', 'current', " + DAYS + ")")
                .get(0);
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(4_000);
        assertThat(row.<Long>getAs("missing_count")).isEqualTo(1_000);
        assertThat(row.<Double>getAs("seconds")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp '2026-01-02 03:04:05' - INTERVAL 1 HOUR",
                "to_timestamp('2026-01-02 03:04:05')",
                "CAST('2026-01-02 03:04:05' AS TIMESTAMP)",
                "timestamp_ntz '2026-01-02 03:04:05'",
                "'2026-01-02T' || '03:04:05'",
                "DATE '2026-01-02'",
                "current_timestamp() - INTERVAL 9000 DAYS",
                "date_trunc('day', timestamp '2026-01-02 03:04:05')"
            })
    void aTimeIsAnyConstant(String time) throws Exception {
        if (lake.sql("SELECT 1 FROM power.blocks WHERE device = 'times'").isEmpty()) {
            add(stream("times", "a", "current", "A", UUID.randomUUID()), 1, 0, 1);
        }
        Row row = lake.sql("SELECT * FROM stats('times', 'a', 'current', " + time + ", '2026-01-03')")
                .get(0);
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(2_000);
    }

    @Test
    void whatIsNoConstantIsRefused() {
        assertThatThrownBy(
                        () -> lake.sql(
                                "SELECT * FROM stats('times', 'a', 'current', timestamp_micros(CAST(1e9 * rand() AS BIGINT)), '2026-01-03')"))
                .hasMessageContaining("from of stats must be a constant");
    }

    @Test
    void pointsAreAnyWholeNumber() throws Exception {
        add(stream("points", "a", "current", "A", UUID.randomUUID()), 1, 0, 1);
        for (String points : List.of("2L", "CAST(2 AS SMALLINT)", "1 + 1")) {
            assertThat(lake.sql("SELECT * FROM waveform('points', 'a', 'current', " + DAYS + ", " + points + ")"))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "energy('milliwatts', 'a', %s)",
                "compare('milliwatts', 'a', 'a', %s)",
                "periods('milliwatts', 'a', %s)",
                "events('milliwatts', 'a', 'power', %s, 500)"
            })
    void joulesAreNotOfMilliwatts(String call) throws Exception {
        if (lake.sql("SELECT 1 FROM power.blocks WHERE device = 'milliwatts'").isEmpty()) {
            add(stream("milliwatts", "a", "power", "mW", UUID.randomUUID()), 1_000, 0, 1);
        }
        assertThatThrownBy(() -> lake.sql("SELECT * FROM " + call.formatted(DAYS)))
                .hasMessageContaining("is in 'mW', not in W");
    }

    @ParameterizedTest
    @CsvSource({"mA, V, current of session", "A, mV, voltage of session"})
    void wattsAreOfAmperesAndVolts(String currentUnit, String voltageUnit, String message) throws Exception {
        String device = "factors-" + currentUnit + voltageUnit;
        UUID session = UUID.randomUUID();
        add(stream(device, "a", "current", currentUnit, session), 1, 0);
        add(stream(device, "a", "voltage", voltageUnit, session), 1, 0);
        assertThatThrownBy(() -> lake.sql("SELECT * FROM energy('%s', 'a', %s)".formatted(device, DAYS)))
                .hasMessageContaining(message + " " + session)
                .hasMessageContaining("there is no power in W of it");
        assertThat(lake.sql("SELECT sample_count FROM stats('%s', 'a', 'current', %s)".formatted(device, DAYS)))
                .extracting(row -> row.getLong(0))
                .containsExactly((long) BLOCK);
    }

    @Test
    void aCurrentOfWhichThereIsNoVoltageIsNoPowerWhateverItsUnit() throws Exception {
        UUID session = UUID.randomUUID();
        add(stream("lone", "a", "current", "mA", UUID.randomUUID()), 3, 0);
        assertThat(lake.sql("SELECT energy_j FROM events('lone', 'a', 'current', " + DAYS + ", 1)"))
                .extracting(row -> row.get(0))
                .containsExactly((Object) null);
        add(stream("lone", "a", "current", "A", session), 3, 0);
        add(stream("lone", "a", "voltage", "V", session), 2, 0);
        assertThat(lake.sql("SELECT energy_j, sessions FROM energy('lone', 'a', " + DAYS + ")"))
                .extracting(row -> row.getDouble(0), row -> row.getLong(1))
                .containsExactly(tuple(6.0, 1L));
    }

    @Test
    void aWaveformIsOfOneUnit() throws Exception {
        add(stream("units", "a", "temperature", "K", UUID.randomUUID()), 300, 0);
        add(stream("units", "a", "temperature", "°C", UUID.randomUUID()), 27, 2);
        assertThatThrownBy(() -> lake.sql("SELECT * FROM waveform('units', 'a', 'temperature', " + DAYS + ", 10)"))
                .hasMessageContaining("K")
                .hasMessageContaining("°C");
    }

    @Test
    void energyAtTheEndOfAllIndices() throws Exception {
        UUID session = UUID.randomUUID();
        float[] samples = new float[BLOCK];
        Arrays.fill(samples, 2);
        long first = Long.MAX_VALUE - BLOCK;
        for (SampleStream stream : List.of(
                stream("last-index", "a", "current", "A", session),
                stream("last-index", "a", "voltage", "V", session))) {
            LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, first, START, samples)));
        }
        String statement = "SELECT * FROM energy('last-index', 'a', " + DAYS + ")";
        for (Dataset<Row> rows : List.of(lake.spark().sql(statement), ByScan.sql(lake, statement))) {
            assertThat(rows.first().<Double>getAs("energy_j")).isCloseTo(4, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0025, 800", "0.002, 1000", "0.001, 2000", "0.0105, 190", "0.3, 6"})
    void aWholePeriodHasAsManySamplesAsFitIntoIt(String seconds, int whole) throws Exception {
        if (lake.sql("SELECT 1 FROM power.blocks WHERE device = 'short'").isEmpty()) {
            add(stream("short", "a", "power", "W", UUID.randomUUID()), 2, 0, 1);
        }
        Row row = lake.sql("SELECT * FROM compare('short', 'a', 'a', " + DAYS + ", " + seconds + ")")
                .get(0);
        assertThat(row.<Integer>getAs("periods_a")).isEqualTo(whole);
        assertThat(lake.sql("SELECT * FROM periods('short', 'a', " + DAYS + ", " + seconds + ") WHERE complete"))
                .hasSize(whole);
    }

    /** In floating point 0.29 × 100 is less than 29. */
    @Test
    void aPeriodThatLacksOneOfFewSamplesIsNotWhole() throws Exception {
        SampleStream slow = new SampleStream("slow", "a", "power", "W", UUID.randomUUID(), 100);
        LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(slow, 0, 0, START, new float[29 + 28])));
        assertThat(lake.sql("SELECT complete FROM periods('slow', 'a', " + DAYS + ", 0.29) ORDER BY period"))
                .extracting(row -> row.getBoolean(0))
                .containsExactly(true, false);
    }

    @Test
    void aNameIsNotTakenForAVariable() throws Exception {
        String device = "${env:HOME}";
        add(stream(device, "a", "current", "A", UUID.randomUUID()), 1, 0, 1);
        String statement = "SELECT * FROM stats('\\u0024{env:HOME}', 'a', 'current', " + DAYS + ")";
        for (Dataset<Row> rows : List.of(lake.spark().sql(statement), ByScan.sql(lake, statement))) {
            assertThat(rows.first().<Long>getAs("sample_count")).isEqualTo(2_000);
        }
        assertThatThrownBy(() -> lake.sql("SELECT * FROM stats('\\u0024{env:HOM}', 'a', 'current', " + DAYS + ")"))
                .hasMessageContaining("there is no device '${env:HOM}'; there is");
    }
}

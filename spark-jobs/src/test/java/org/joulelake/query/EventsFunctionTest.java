package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.query.SampleEvents.Event;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** {@code events} against one who looks at each single sample. */
@ExtendWith(LakeExtension.class)
class EventsFunctionTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 3e6 / 7;
    private static final int BLOCK = 500;
    private static final int SAMPLES = 40 * BLOCK + 123;
    private static final long ALL_NANOS = 60_000_000;

    /** Blocks 7 and 8 are lost, 20 has only samples that are missing; voltage and power are cut otherwise. */
    private static final UUID SESSION = UUID.randomUUID();

    private static final Recording CURRENT = recording("events", "current", SESSION, BLOCK, block -> block / 2 != 4);
    private static final Recording VOLTAGE = recording("events", "voltage", SESSION, 777, block -> block != 11);

    private static final UUID OTHER_SESSION = UUID.randomUUID();
    private static final Recording GPI = recording("published", "gpi[0]", OTHER_SESSION, BLOCK, block -> block != 12);
    private static final Recording POWER = recording("published", "power", OTHER_SESSION, 611, block -> block != 25);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        for (Recording recording : List.of(CURRENT, VOLTAGE, GPI, POWER)) {
            LakeWriter.add(lake.blocks(), recording.blocks());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000, 60000000, 0.5, 0.5, 0", // beyond the data
        "-1000000, 60000000, 0.7, 0.3, 0", // noise turns nothing
        "-1000000, 60000000, 0.7, 0.3, 0.0005", // only long ones
        "-1000000, 60000000, 0.7, 0.3, 10", // none is so long
        "-1000000, 60000000, 5, 0.5, 0", // none is so high
        "-1000000, 60000000, -5, -5, 0", // one that never ends
        "1234567, 5432101, 0.6, 0.2, 0", // within blocks
        "8500000, 10000000, 0.5, 0.5, 0", // about a gap
        "9400000, 10000000, 0.5, 0.5, 0", // in a gap
        "0, 1, 0.5, 0.5, 0" // one sample
    })
    void isExact(long from, long to, float threshold, float release, double minSeconds) {
        check(from, to, threshold, release, minSeconds);
    }

    @Test
    void isExactWhateverIsAsked() {
        Random random = new Random(17);
        for (int i = 0; i < 12; i++) {
            long from = random.nextLong(-1_000_000, ALL_NANOS);
            float release = random.nextFloat();
            check(
                    from,
                    from + 1 + random.nextLong(ALL_NANOS),
                    release + random.nextInt(2) * random.nextFloat() * 0.5f,
                    release,
                    random.nextInt(2) * random.nextFloat() * 0.001);
        }
    }

    private static void check(long from, long to, float threshold, float release, double minSeconds) {
        String arguments = "%s, %s, %s%s"
                .formatted(threshold, release, minSeconds == 0 ? "null" : minSeconds, "");
        long first = START + from;
        long last = START + to;
        IntToDoubleFunction current = Measured.in(CURRENT, first, last);
        IntToDoubleFunction product = index -> {
            float voltage = (float) Measured.in(VOLTAGE, Long.MIN_VALUE, Long.MAX_VALUE).applyAsDouble(index);
            return (float) current.applyAsDouble(index) * voltage;
        };
        checkSame(
                events("events", "current", first, last, arguments),
                CURRENT,
                SampleEvents.of(CURRENT, first, last, threshold, release, minSeconds),
                current,
                product);
        checkSame(
                events("published", "gpi[0]", first, last, arguments),
                GPI,
                SampleEvents.of(GPI, first, last, threshold, release, minSeconds),
                Measured.in(GPI, first, last),
                Measured.in(POWER, first, last));
        checkSame(
                events("published", "power", first, last, arguments),
                POWER,
                SampleEvents.of(POWER, first, last, threshold, release, minSeconds),
                Measured.in(POWER, first, last),
                Measured.in(POWER, first, last));
    }

    /** Rows are these events, with what their own samples and those of their power come to. */
    private static void checkSame(
            List<Row> rows, Recording recording, List<Event> events, IntToDoubleFunction samples, IntToDoubleFunction power) {
        assertThat(rows).hasSameSizeAs(events);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Event event = events.get(i);
            int length = event.end() - event.begin();
            assertThat(row.<String>getAs("session")).isEqualTo(recording.stream().session().toString());
            assertThat(row.<Integer>getAs("number")).isEqualTo(i + 1);
            assertThat(row.<Long>getAs("from_ns")).isEqualTo(recording.nanos(event.begin()));
            assertThat(row.<Long>getAs("until_ns")).isCloseTo(recording.nanos(event.end()), within(1L));
            assertThat(row.<Double>getAs("duration_s")).isEqualTo(length / recording.stream().sampleRateHz());
            assertThat(row.<Boolean>getAs("complete")).isEqualTo(event.beginSeen() && event.endSeen());
            Measured own = Measured.of(event.begin(), event.end(), samples);
            assertThat(row.<Long>getAs("missing_count")).isEqualTo(length - own.present());
            assertThat(row.<Double>getAs("mean")).isCloseTo(own.sum() / own.present(), within(1e-9));
            assertThat((double) row.<Float>getAs("peak")).isEqualTo(own.max());
            Measured energy = Measured.of(event.begin(), event.end(), power);
            if (energy.present() > 0) {
                assertThat(row.<Double>getAs("energy_j"))
                        .isCloseTo(energy.sum() / recording.stream().sampleRateHz(), within(1e-12));
                assertThat(row.<Long>getAs("power_missing_count")).isEqualTo(length - energy.present());
            } else {
                assertThat(row.<Double>getAs("energy_j")).isNull();
            }
        }
    }

    private static List<Row> events(String device, String signal, long from, long to, String more) {
        return lake.sql("SELECT * FROM events('%s', 'a', '%s', '%s', '%s', %s)"
                .formatted(device, signal, instant(from), instant(to), more));
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    /** Levels 0 and 1 that change now and then, with noise that comes to the thresholds, and samples that are missing. */
    private static Recording recording(
            String device, String signal, UUID session, int blockSamples, IntPredicate isKept) {
        Random random = new Random(signal.hashCode());
        float[] values = new float[SAMPLES];
        float level = 0;
        for (int i = 0; i < SAMPLES; i++) {
            level = random.nextInt(600) == 0 ? 1 - level : level;
            boolean missing = i / BLOCK == 20 || random.nextInt(1_500) == 0;
            boolean quiet = i / (5 * BLOCK) % 2 == 1;
            values[i] = missing ? Float.NaN : level + (quiet ? 0.1f : 0.3f) * (float) random.nextGaussian();
        }
        SampleStream stream = new SampleStream(device, "a", signal, "A", session, RATE_HZ);
        return new Recording(stream, START, values, blockSamples, isKept);
    }
}

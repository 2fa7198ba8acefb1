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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.query.SampleEvents.Event;
import org.joulelake.verify.LakeWriter;

/** {@code aligned} against each single sample. */
@ExtendWith(LakeExtension.class)
class AlignedFunctionTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 3e6 / 7;
    private static final int BLOCK = 500;
    private static final int SAMPLES = 20 * BLOCK + 123;

    private static final UUID SESSION = UUID.randomUUID();
    private static final Recording TRIGGER = recording("gpi[0]", BLOCK, block -> block != 5);
    private static final Recording CURRENT = recording("current", 611, block -> block != 9);
    private static final Recording VOLTAGE = recording("voltage", 777, block -> block != 11);

    private static LakeFixture lake;

    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        for (Recording recording : List.of(TRIGGER, CURRENT, VOLTAGE)) {
            LakeWriter.add(lake.blocks(), recording.blocks());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000, 60000000, 100000, 300000, 10", // beyond the data, over block borders
        "-1000000, 60000000, 0, 5000000, 3", // windows of several blocks, events that overlap
        "-1000000, 60000000, 200000, 0, 7", // only before
        "-1000000, 60000000, 10000, 10000, 100", // narrower than samples are apart
        "3456789, 12345678, 1000000, 1000000, 20" // cut by the range
    })
    void isExact(long from, long to, long before, long after, int points) {
        check("current", Samples.in(CURRENT, START + from, START + to), from, to, before, after, points);
    }

    @Test
    void isExactOfPowerThatWasNotPublished() {
        Samples current = Samples.in(CURRENT, START + 1_234_567, START + 20_000_000);
        Samples voltage = Samples.in(VOLTAGE, Long.MIN_VALUE, Long.MAX_VALUE);
        Samples power = new Samples(
                current.known.and(voltage.known),
                index -> (float) current.values.applyAsDouble(index) * (float) voltage.values.applyAsDouble(index));
        check("power", power, 1_234_567, 20_000_000, 150_000, 450_000, 12);
    }

    @Test
    void canBeLaidOverOneAnother() {
        List<Row> rows = lake.sql(
                """
                SELECT offset_s, avg(mean) AS mean, percentile(mean, 0.1) AS low, percentile(mean, 0.9) AS high,
                       count(*) AS events
                FROM aligned('aligned', 'a', 'gpi[0]', '2026-01-01', '2027-01-01', 0.0001, 0.0001, 2, 'gpi[0]', 0.5)
                GROUP BY offset_s ORDER BY offset_s""");
        assertThat(rows).extracting(row -> row.<Double>getAs("offset_s")).containsExactly(-0.0001, 0.0);
        assertThat(rows.get(1).<Double>getAs("mean")).isGreaterThan(0.7);
        assertThat(rows.get(0).<Double>getAs("mean")).isLessThan(0.3);
        assertThat(rows.get(0).<Double>getAs("low"))
                .isLessThanOrEqualTo(rows.get(0).<Double>getAs("high"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'current', '2026-01-01', '2027-01-01', -1, 1, 5, 'gpi[0]', 0.5|before_s of aligned must be from 0 to",
                "'current', '2026-01-01', '2027-01-01', 0, 0, 5, 'gpi[0]', 0.5|must not both be 0",
                "'current', '2026-01-01', '2027-01-01', 1, 1, 0, 'gpi[0]', 0.5|a whole number from 1 to 1000000, not 0",
                "'curent', '2026-01-01', '2027-01-01', 1, 1, 5, 'gpi[0]', 0.5|no signal of aligned 'curent'; there is current",
                "'current', '2026-01-01', '2027-01-01', 1, 1, 5, 'gpi[1]', 0.5|no signal of aligned 'gpi[1]'; there is gpi[0]",
                "'current', '2026-01-01', '2027-01-01', 1, 1, 5, 'gpi[0]'|threshold is missing"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> lake.sql("SELECT * FROM aligned('aligned', 'a', " + arguments + ")"))
                .hasMessageContaining(message);
    }

    private static void check(String signal, Samples samples, long from, long to, long before, long after, int points) {
        List<Row> rows = lake.sql(
                "SELECT * FROM aligned('aligned', 'a', '%s', '%s', '%s', %.9f, %.9f, %d, 'gpi[0]', 0.5, 0.5, 0.0001)"
                        .formatted(
                                signal,
                                Instant.ofEpochSecond(0, START + from),
                                Instant.ofEpochSecond(0, START + to),
                                before / 1e9,
                                after / 1e9,
                                points));
        List<Window> windows = new ArrayList<>();
        List<Event> events = SampleEvents.of(TRIGGER, START + from, START + to, 0.5f, 0.5f, 0.0001);
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).beginSeen()) {
                windows.addAll(windows(i + 1, events.get(i), samples, before, after, points));
            }
        }
        assertThat(windows).hasSizeGreaterThan(10);
        assertThat(rows).hasSameSizeAs(windows);
        for (int i = 0; i < rows.size(); i++) {
            windows.get(i).requireSame(rows.get(i));
        }
    }

    /** Windows of one event that have samples; those that are missing are all others that should be in it. */
    private static List<Window> windows(int number, Event event, Samples samples, long before, long after, int points) {
        long width = (before + after + points - 1) / points;
        List<Window> windows = new ArrayList<>();
        for (long from = -before; from < after; from += width) {
            int least = firstSample(event, from);
            int until = firstSample(event, Math.min(from + width, after));
            if (IntStream.range(Math.max(0, least), Math.max(0, until)).anyMatch(samples.known)) {
                Measured measured = Measured.of(Math.max(0, least), until, samples.values);
                windows.add(new Window(number, event, from, measured, until - least));
            }
        }
        return windows;
    }

    /** The first sample that is so long after the beginning of an event, or longer. */
    private static int firstSample(Event event, long nanos) {
        return IntStream.range(-2 * SAMPLES, 3 * SAMPLES)
                .filter(index -> Math.round((index - event.begin()) * 1e9 / RATE_HZ) >= nanos)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Samples of a signal.
     *
     * @param known which there are
     */
    private record Samples(IntPredicate known, IntToDoubleFunction values) {

        static Samples in(Recording recording, long from, long to) {
            return new Samples(Measured.known(recording, from, to), Measured.in(recording, from, to));
        }
    }

    private record Window(int number, Event event, long from, Measured measured, int length) {

        void requireSame(Row row) {
            assertThat(row.<Integer>getAs("event")).isEqualTo(number);
            assertThat(row.<Long>getAs("from_ns")).isEqualTo(TRIGGER.nanos(event.begin()));
            assertThat(row.<Double>getAs("offset_s")).isEqualTo(from / 1e9);
            assertThat(row.<Long>getAs("count")).isEqualTo(measured.present());
            assertThat(row.<Long>getAs("missing_count")).isEqualTo(length - measured.present());
            if (measured.present() == 0) {
                assertThat(row.<Double>getAs("mean")).isNull();
                assertThat(row.<Float>getAs("min")).isNull();
                return;
            }
            assertThat((double) row.<Float>getAs("min")).isEqualTo(measured.min());
            assertThat((double) row.<Float>getAs("max")).isEqualTo(measured.max());
            assertThat(row.<Double>getAs("mean")).isCloseTo(measured.sum() / measured.present(), within(1e-9));
        }
    }

    private static Recording recording(String signal, int blockSamples, IntPredicate isKept) {
        Random random = new Random(signal.hashCode());
        float[] values = new float[SAMPLES];
        float level = 0;
        for (int i = 0; i < SAMPLES; i++) {
            level = random.nextInt(600) == 0 ? 1 - level : level;
            values[i] = random.nextInt(1_500) == 0 ? Float.NaN : level + 0.1f * random.nextFloat();
        }
        SampleStream stream = new SampleStream("aligned", "a", signal, TestBlocks.unit(signal), SESSION, RATE_HZ);
        return new Recording(stream, START, values, blockSamples, isKept);
    }
}

package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
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
    private static final double RATE_HZ = Pulses.RATE_HZ;
    private static final int BLOCK = Pulses.BLOCK;
    private static final int SAMPLES = Pulses.SAMPLES;
    private static final long ALL_NANOS = 60_000_000;

    /** Blocks 7 and 8 are lost, 20 has only samples that are missing; voltage and power are cut otherwise. */
    private static final UUID SESSION = UUID.randomUUID();

    private static final Recording CURRENT =
            Pulses.recording("events", "current", SESSION, BLOCK, block -> block / 2 != 4);
    private static final Recording VOLTAGE = Pulses.recording("events", "voltage", SESSION, 777, block -> block != 11);

    private static final UUID OTHER_SESSION = UUID.randomUUID();
    private static final Recording GPI =
            Pulses.recording("published", "gpi[0]", OTHER_SESSION, BLOCK, block -> block != 12);
    private static final Recording POWER =
            Pulses.recording("published", "power", OTHER_SESSION, 611, block -> block != 25);

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
        checkCurrent(START + from, START + to, threshold, release, minSeconds);
    }

    @Test
    void isExactWhateverIsAsked() {
        Random random = new Random(17);
        for (int i = 0; i < 12; i++) {
            long from = START + random.nextLong(-1_000_000, ALL_NANOS / 2);
            long to = from + 1 + random.nextLong(ALL_NANOS);
            float release = random.nextFloat();
            float threshold = release + random.nextInt(2) * random.nextFloat() * 0.5f;
            Recording recording = i % 2 == 0 ? GPI : POWER;
            checkSame(
                    events(recording, from, to, "%s, %s".formatted(threshold, release)),
                    recording,
                    SampleEvents.of(recording, from, to, threshold, release, 0),
                    Measured.in(recording, from, to),
                    Measured.in(POWER, from, to));
        }
    }

    @Test
    void looksAtPowerThatWasNotPublished() {
        IntToDoubleFunction power = product(Long.MIN_VALUE, Long.MAX_VALUE);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (float) power.applyAsDouble(i);
        }
        Recording computed = new Recording(
                new SampleStream("events", "a", "power", "W", SESSION, RATE_HZ),
                START,
                samples,
                BLOCK,
                CURRENT.isKept());
        List<Row> rows = lake.sql("SELECT * FROM events('events', 'a', 'power', '2026-01-01', '2027-01-01', 0.6, 0.2)");
        assertThat(rows).hasSizeGreaterThan(5).allMatch(row -> row.getAs("unit").equals("W"));
        List<Event> events = SampleEvents.of(computed, Long.MIN_VALUE, Long.MAX_VALUE, 0.6f, 0.2f, 0);
        checkSame(rows, computed, events, power, power);
    }

    @Test
    void takesEachSessionByItself() throws Exception {
        Recording first = Pulses.recording("sessions", "power", UUID.randomUUID(), BLOCK, block -> true);
        Recording second = Pulses.recording("sessions", "power", UUID.randomUUID(), 1_000, block -> block != 3);
        LakeWriter.add(lake.blocks(), first.blocks());
        LakeWriter.add(lake.blocks(), second.blocks());
        List<Row> rows =
                lake.sql("SELECT * FROM events('sessions', 'a', 'power', '2026-01-01', '2027-01-01', 0.7, 0.3)");
        for (Recording recording : List.of(first, second)) {
            IntToDoubleFunction samples = Measured.in(recording, Long.MIN_VALUE, Long.MAX_VALUE);
            List<Event> events = SampleEvents.of(recording, Long.MIN_VALUE, Long.MAX_VALUE, 0.7f, 0.3f, 0);
            String session = recording.stream().session().toString();
            checkSame(
                    rows.stream()
                            .filter(row -> row.getAs("session").equals(session))
                            .toList(),
                    recording,
                    events,
                    samples,
                    samples);
        }
        assertThat(lake.sql(
                        "SELECT * FROM events('sessions', 'a', 'power', '2026-01-01', '2027-01-01', 0.7, 0.3, session => '%s')"
                                .formatted(second.stream().session())))
                .hasSizeLessThan(rows.size())
                .allMatch(row ->
                        row.getAs("session").equals(second.stream().session().toString()));
    }

    @Test
    void followsAssignmentsToTheSample() throws Exception {
        SampleStream stream = new SampleStream("late-label", "", "power", "W", UUID.randomUUID(), RATE_HZ);
        Recording recording = new Recording(stream, START, POWER.samples(), BLOCK, block -> true);
        LakeWriter.add(lake.blocks(), recording.blocks());
        long begin = START + 10_000_001;
        long end = START + 30_000_000;
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES"
                + " ('late-label', 'x', %d), ('late-label', 'y', %d), ('late-label', 'x', %d)"
                        .formatted(begin, end, end + 5_000_000));
        String call = "SELECT * FROM events('late-label', '%s', 'power', '2026-01-01', '2027-01-01', 0.6, 0.3)";
        IntToDoubleFunction samples = Measured.in(recording, Long.MIN_VALUE, Long.MAX_VALUE);
        List<Event> events = new ArrayList<>(SampleEvents.of(recording, begin, end, 0.6f, 0.3f, 0));
        events.addAll(SampleEvents.of(recording, end + 5_000_000, Long.MAX_VALUE, 0.6f, 0.3f, 0));
        checkSame(lake.sql(call.formatted("x")), recording, events, samples, samples);
        // All of it was assigned by then: nothing was left without an algorithm.
        assertThat(lake.sql("SELECT * FROM events('late-label', 'unassigned', 'power', '%s', '2027-01-01', 0.6, 0.3)"
                        .formatted(instant(begin))))
                .isEmpty();
    }

    @Test
    void readsSamplesOnlyOfBlocksThatCanHoldACrossing() throws Exception {
        float[] samples = new float[10 * BLOCK];
        Arrays.fill(samples, 3 * BLOCK + 123, 6 * BLOCK + 45, 1);
        Arrays.fill(samples, 7 * BLOCK, 8 * BLOCK, 0.4f);
        Arrays.fill(samples, 8 * BLOCK, 9 * BLOCK, Float.NaN);
        SampleStream stream = new SampleStream("few-crossings", "a", "power", "W", UUID.randomUUID(), RATE_HZ);
        Recording recording = new Recording(stream, START, samples, BLOCK, block -> true);
        for (SampleBlock block : recording.blocks()) {
            LakeWriter.add(lake.blocks(), List.of(block));
        }
        Dataset<Row> query = lake.spark()
                .sql("SELECT * FROM events('few-crossings', 'a', 'power', '2026-01-01', '2027-01-01', 0.5, 0.3)");
        Map<Boolean, Long> filesBySamples = BlockScans.run(query)
                .collect(Collectors.partitioningBy(
                        scan -> BlockScans.reads(scan, "values"), Collectors.summingLong(BlockScans::files)));
        assertThat(filesBySamples.get(true)).isEqualTo(2);
        IntToDoubleFunction all = Measured.in(recording, Long.MIN_VALUE, Long.MAX_VALUE);
        checkSame(
                query.collectAsList(),
                recording,
                List.of(new Event(3 * BLOCK + 123, 6 * BLOCK + 45, true, true)),
                all,
                all);
    }

    @Test
    void doesNotCompareDifferentUnitsWithOneThreshold() throws Exception {
        for (String unit : List.of("A", "mA")) {
            SampleStream stream = new SampleStream("units", "a", "current", unit, UUID.randomUUID(), RATE_HZ);
            LakeWriter.add(lake.blocks(), List.of(SampleBlock.of(stream, 0, 0, START, new float[] {0, 1, 0})));
        }
        assertThatThrownBy(() ->
                        lake.sql("SELECT * FROM events('units', 'a', 'current', '2026-01-01', '2027-01-01', 0.5)"))
                .hasMessageContaining("the sessions have samples in A and in mA: ask for one session");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'published', 'a', 'gpi[1]', '2026-01-01', '2027-01-01', 1|no signal of published 'gpi[1]'; there is gpi[0], power",
                "'published', 'b', 'power', '2026-01-01', '2027-01-01', 1|no algorithm of published 'b'; there is a",
                "'published', 'a', 'power', '2026-01-01', '2027-01-01'|threshold is missing",
                "'published', 'a', 'power', '2026-01-01', '2027-01-01', '1 W'|threshold of events must be a number, not 1 W",
                "'published', 'a', 'power', '2026-01-01', '2027-01-01', 1e39|threshold must be a number that a float32 holds",
                "'published', 'a', 'power', '2026-01-01', '2027-01-01', 1, 2|release must not be above threshold: 2.0 is above 1.0",
                "'published', 'a', 'power', '2026-01-01', '2027-01-01', 1, 0, -1|min_s of events must be a number greater than 0"
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> lake.sql("SELECT * FROM events(" + arguments + ")"))
                .hasMessageContaining(message);
    }

    private static void checkCurrent(long from, long to, float threshold, float release, double minSeconds) {
        String least = minSeconds == 0 ? "" : ", min_s => " + minSeconds;
        checkSame(
                events(CURRENT, from, to, "%s, %s%s".formatted(threshold, release, least)),
                CURRENT,
                SampleEvents.of(CURRENT, from, to, threshold, release, minSeconds),
                Measured.in(CURRENT, from, to),
                product(from, to));
    }

    /** Current × voltage, in the time that current is asked for. */
    private static IntToDoubleFunction product(long from, long to) {
        IntToDoubleFunction current = Measured.in(CURRENT, from, to);
        IntToDoubleFunction voltage = Measured.in(VOLTAGE, Long.MIN_VALUE, Long.MAX_VALUE);
        return index -> (float) current.applyAsDouble(index) * (float) voltage.applyAsDouble(index);
    }

    /** Rows are these events, with what their own samples and those of their power come to. */
    private static void checkSame(
            List<Row> rows,
            Recording recording,
            List<Event> events,
            IntToDoubleFunction samples,
            IntToDoubleFunction power) {
        assertThat(rows).hasSameSizeAs(events);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Event event = events.get(i);
            int length = event.end() - event.begin();
            assertThat(row.<String>getAs("session"))
                    .isEqualTo(recording.stream().session().toString());
            assertThat(row.<Integer>getAs("number")).isEqualTo(i + 1);
            assertThat(row.<Long>getAs("from_ns")).isEqualTo(recording.nanos(event.begin()));
            assertThat(row.<Long>getAs("until_ns")).isCloseTo(recording.nanos(event.end()), within(1L));
            assertThat(row.<Double>getAs("duration_s"))
                    .isEqualTo(length / recording.stream().sampleRateHz());
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

    private static List<Row> events(Recording recording, long from, long to, String more) {
        return lake.sql("SELECT * FROM events('%s', 'a', '%s', '%s', '%s', %s)"
                .formatted(recording.stream().device(), recording.stream().signal(), instant(from), instant(to), more));
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}

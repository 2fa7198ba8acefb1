package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.query.SampleEvents.Event;
import org.joulelake.verify.LakeWriter;

/** Which power {@code events} takes for that of an event. */
@ExtendWith(LakeExtension.class)
class EventEnergyTest {

    private static final double RATE_HZ = Pulses.RATE_HZ;

    private static LakeFixture lake;

    @BeforeAll
    static void keep(LakeFixture fixture) {
        lake = fixture;
    }

    @Test
    void cutsPowerOfAnotherRateAtTheSameTime() throws Exception {
        UUID session = UUID.randomUUID();
        Recording trigger = Pulses.recording("rates", "gpi[0]", session, Pulses.BLOCK, block -> true);
        SampleStream stream = new SampleStream("rates", "a", "power", "W", session, 2 * RATE_HZ);
        Recording power = new Recording(stream, TestBlocks.START_NANOS, noise(2 * Pulses.SAMPLES), 700, block -> true);
        LakeWriter.add(lake.blocks(), trigger.blocks());
        LakeWriter.add(lake.blocks(), power.blocks());
        List<Row> rows = events("rates", "0.7, 0.3");
        List<Event> events = SampleEvents.of(trigger, Long.MIN_VALUE, Long.MAX_VALUE, 0.7f, 0.3f, 0);
        assertThat(rows).hasSameSizeAs(events).hasSizeGreaterThan(5);
        for (int i = 0; i < rows.size(); i++) {
            Event event = events.get(i);
            Measured expected =
                    Measured.of(2 * event.begin(), 2 * event.end(), Measured.in(power, Long.MIN_VALUE, Long.MAX_VALUE));
            assertThat(rows.get(i).<Double>getAs("energy_j")).isCloseTo(expected.sum() / (2 * RATE_HZ), within(1e-12));
            assertThat(rows.get(i).<Long>getAs("power_missing_count")).isZero();
        }
    }

    @Test
    void isNoneWhereNoPowerWasMeasured() throws Exception {
        Recording alone = Pulses.recording("no-power", "gpi[0]", UUID.randomUUID(), Pulses.BLOCK, block -> true);
        LakeWriter.add(lake.blocks(), alone.blocks());
        assertThat(events("no-power", "0.7, 0.3"))
                .isNotEmpty()
                .allMatch(row -> row.getAs("energy_j") == null && row.getAs("power_missing_count") == null);
    }

    @Test
    void endsWhereTheSignalEndsWithinAnEvent() throws Exception {
        UUID session = UUID.randomUUID();
        add("short", "gpi[0]", session, block -> true, 0, 1, 1, 1);
        add("short", "power", session, block -> true, 1, 1, 1, 1, 1, 1, 1, 1);
        Row event = events("short", "0.5").get(0);
        assertThat(event.<Double>getAs("energy_j")).isCloseTo(3 / RATE_HZ, within(1e-15));
        assertThat(event.<Long>getAs("power_missing_count")).isZero();
    }

    @Test
    void missesAllPowerOfWhichThereIsNone() throws Exception {
        UUID session = UUID.randomUUID();
        add("lost", "gpi[0]", session, block -> true, 0, 1, 1, 0, 0, 1, 1, 0);
        add("lost", "power", session, block -> block != 1, 1, 1, 1, 1, 1, 1, 1, 1);
        List<Row> rows = events("lost", "0.5");
        assertThat(rows)
                .extracting(row -> row.<Long>getAs("power_missing_count"))
                .containsExactly(0L, 2L);
        assertThat(rows.get(0).<Double>getAs("energy_j")).isCloseTo(2 / RATE_HZ, within(1e-15));
        assertThat(rows.get(1).<Double>getAs("energy_j")).isNull();
    }

    private static List<Row> events(String device, String thresholds) {
        return lake.sql("SELECT * FROM events('%s', 'a', 'gpi[0]', '2026-01-01', '2027-01-01', %s)"
                .formatted(device, thresholds));
    }

    private static void add(String device, String signal, UUID session, IntPredicate isKept, float... samples)
            throws Exception {
        SampleStream stream = new SampleStream(device, "a", signal, TestBlocks.unit(signal), session, RATE_HZ);
        LakeWriter.add(lake.blocks(), new Recording(stream, TestBlocks.START_NANOS, samples, 4, isKept).blocks());
    }

    private static float[] noise(int count) {
        Random random = new Random(23);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = random.nextFloat();
        }
        return samples;
    }
}

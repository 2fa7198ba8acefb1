package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import org.joulelake.edge.source.SampleRun;

class TimelineTest {

    private static final int RATE_HZ = 2_000_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long START_TICKS = 250_000_000L << 30;
    private static final TimeMap MAP = new TimeMap(START_TICKS, 0, RATE_HZ);
    private static final long START_NANOS = MAP.nanosAt(0);

    private final Tally tally = new Tally("JS220-000001");
    private long arrivalNanos;

    @Test
    void allSignalsCountFromTheEarliestId() throws Exception {
        Samples current = samples("current", 1_000, 2, 10);
        Samples voltage = samples("voltage", 900, 2, 10);
        Samples range = samples("current_range", 903, 1, 10);
        Timeline timeline = begin(current, voltage, range);
        assertThat(timeline.take(current).orElseThrow().firstSample()).isEqualTo(50);
        assertThat(timeline.take(voltage).orElseThrow().firstSample()).isZero();
        SampleRun input = timeline.take(range).orElseThrow();
        assertThat(input.firstSample()).isEqualTo(3);
        assertThat(timeline.nanosAt(input.signal(), 3)).hasValue(MAP.nanosAt(903));
    }

    @Test
    void aJumpOfIdsIsAGapOfAsManySamples() throws Exception {
        Timeline timeline = begin(samples("current", 1_000, 2, 10));
        timeline.take(samples("current", 1_000, 2, 10));
        SampleRun next = timeline.take(samples("current", 1_220, 2, 10)).orElseThrow();
        assertThat(next.firstSample()).isEqualTo(110);
        assertThat(timeline.nanosAt(next.signal(), 110)).hasValue(MAP.nanosAt(1_220));
        assertThat(tally.of(Cause.SKIPPED)).isEqualTo(100);
    }

    @Test
    void aGapThatWasDroppedHereIsNotCountedAsTheInstruments() throws Exception {
        Timeline timeline = begin(samples("current", 0, 2, 10));
        timeline.take(samples("current", 0, 2, 10));
        Samples after = new Samples("current", "A", 220, 2, RATE_HZ, Packed.of(new float[10]), MAP, arrivalNanos, 60);
        assertThat(timeline.take(after).orElseThrow().firstSample()).isEqualTo(110);
        assertThat(tally.of(Cause.SKIPPED)).isEqualTo(40);
    }

    @Test
    void whatComesTwiceIsTakenOnce() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        timeline.take(samples("current", 0, 1, 10));
        assertThat(timeline.take(samples("current", 0, 1, 10))).isEmpty();
        SampleRun overlapping = timeline.take(samples("current", 5, 1, 10)).orElseThrow();
        assertThat(overlapping.firstSample()).isEqualTo(10);
        assertThat(overlapping.samples()).containsExactly(10, 11, 12, 13, 14);
        assertThat(tally.of(Cause.REPEATED)).isEqualTo(15);
    }

    @Test
    void samplesOfBeforeTheStartAreLeftOutAndCounted() throws Exception {
        Timeline timeline = begin(samples("current", 1_000, 1, 10));
        timeline.take(samples("current", 1_000, 1, 10));
        SampleRun voltage = timeline.take(samples("voltage", 996, 1, 10)).orElseThrow();
        assertThat(voltage.firstSample()).isZero();
        assertThat(voltage.samples()).hasSize(6).startsWith(1_000f);
        assertThat(tally.of(Cause.BEFORE_START)).isEqualTo(4);
    }

    @Test
    void idsThatBeginAnewEndTheSession() throws Exception {
        Timeline timeline = begin(samples("current", 5_000, 1, 10));
        timeline.take(samples("current", 5_000, 1, 10));
        assertThatThrownBy(() -> timeline.take(samples("current", 0, 1, 10)))
                .isInstanceOf(Break.class)
                .hasMessage("ids of current went back from 5010 to 0");
    }

    @Test
    void idsThatJumpFurtherThanTimeHasPassedEndTheSession() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        timeline.take(samples("current", 0, 1, 10));
        assertThatThrownBy(() -> timeline.take(samples("current", 60L * RATE_HZ, 1, 10)))
                .isInstanceOf(Break.class)
                .hasMessageContaining("further than time has passed");
        arrivalNanos += 60 * SECOND_NANOS;
        assertThat(timeline.take(samples("current", 60L * RATE_HZ, 1, 10)))
                .as("a gap of a minute in a minute is one")
                .isPresent();
    }

    @Test
    void idsThatFitNoSampleEndTheSession() throws Exception {
        Timeline timeline = begin(samples("current", 0, 2, 10));
        timeline.take(samples("current", 0, 2, 10));
        assertThatThrownBy(() -> timeline.take(samples("current", 21, 2, 10)))
                .isInstanceOf(Break.class)
                .hasMessage("ids of current jumped by 1, which is no number of samples");
    }

    @Test
    void anotherRateEndsTheSession() throws Exception {
        Timeline timeline = begin(samples("current", 0, 2, 10));
        timeline.take(samples("current", 0, 2, 10));
        assertThatThrownBy(() -> timeline.take(samples("current", 20, 4, 10)))
                .isInstanceOf(Break.class)
                .hasMessage("current changed from 1000000.0 to 500000.0 samples a second");
    }

    @Test
    void aCounterOf32BitsThatOverflowsGoesOn() throws Exception {
        long before = (1L << 32) - 10;
        Timeline timeline = begin(samples("current", before, 1, 10));
        timeline.take(samples("current", before, 1, 10));
        SampleRun next = timeline.take(wrapped(0)).orElseThrow();
        assertThat(next.firstSample()).isEqualTo(10);
        SampleRun further = timeline.take(wrapped(10)).orElseThrow();
        assertThat(further.firstSample()).isEqualTo(20);
        assertThat(timeline.nanosAt(next.signal(), 20).orElseThrow())
                .as("2,147.48 s off are not followed")
                .isCloseTo(MAP.nanosAt(1L << 32) + 5_000, within(2L));
        assertThat(tally.of(Cause.COUNTER_WRAP)).isOne();
    }

    private Samples wrapped(long id) {
        return samples("current", id, 1, 10);
    }

    @Test
    void aClockThatIsSetBackIsNotFollowedAndOneThatIsPutRightAgainIs() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        long end = playSeconds(timeline, 0, 5, MAP);
        for (long seconds : List.of(-7_200L, -3_600L, -7_200L, 0L)) {
            TimeMap set = new TimeMap(START_TICKS + (seconds << 30), 0, RATE_HZ);
            end = playSeconds(timeline, end, 5, set);
            SampleRun last = timeline.take(at(end, 100, set)).orElseThrow();
            assertThat(timeline.nanosAt(last.signal(), last.firstSample()).orElseThrow())
                    .isCloseTo(MAP.nanosAt(end), within(1_000L));
            end += 100;
        }
        assertThat(tally.of(Cause.CLOCK_JUMP)).isEqualTo(4);
        assertThat(tally.of(Cause.SILENT_LOSS)).isZero();
    }

    @Test
    void aClockThatIsSetForwardEndsTheSession() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        long end = playSeconds(timeline, 0, 5, MAP);
        TimeMap set = new TimeMap(START_TICKS + (3_600L << 30), 0, RATE_HZ);
        assertThatThrownBy(() -> timeline.take(at(end, 100, set)))
                .isInstanceOf(Break.class)
                .hasMessage("the clock was set forward by 3600.000000 s");
        assertThat(tally.of(Cause.SILENT_LOSS)).isZero();
    }

    @Test
    void samplesLostWithoutAWordEndTheSessionWhenTheTimeMapShowsIt() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        long end = playSeconds(timeline, 0, 5, MAP);
        arrivalNanos += SECOND_NANOS / 10;
        end = playSeconds(timeline, end, 3, MAP);
        TimeMap later = new TimeMap(START_TICKS + (1L << 30) / 10, 0, RATE_HZ);
        Samples next = at(end, 1_000, later);
        assertThatThrownBy(() -> timeline.take(next))
                .isInstanceOf(Break.class)
                .hasMessageContaining("samples of current were lost without a word");
        assertThat((double) tally.of(Cause.SILENT_LOSS)).isCloseTo(0.1 * RATE_HZ, within(100.0));
    }

    @Test
    void aReaderThatWasLateAloneIsNoLoss() throws Exception {
        Timeline timeline = begin(samples("current", 0, 1, 10));
        long end = playSeconds(timeline, 0, 5, MAP);
        arrivalNanos += SECOND_NANOS / 2;
        playSeconds(timeline, end, 20, MAP);
        assertThat(tally.lines()).isEmpty();
    }

    @Test
    void anInstrumentWithoutTimeHasTheHostsUntilItsOwnComes() throws Exception {
        TimeMap none = new TimeMap(0, 0, 0);
        Samples first = at(100, 2_000, none);
        arrivalNanos = 77;
        Timeline timeline = Timeline.begin(List.of(first), Map.of(), nanoTime -> START_NANOS + nanoTime, tally);
        SampleRun run = timeline.take(first).orElseThrow();
        assertThat(timeline.nanosAt(run.signal(), 0))
                .as("the last sample came when it was measured")
                .hasValue(START_NANOS - 2_000 * 500);
        assertThatThrownBy(() -> timeline.take(at(2_100, 10, new TimeMap(START_TICKS + (5L << 30), 0, RATE_HZ))))
                .isInstanceOf(Break.class)
                .hasMessageContaining("the instrument tells the time by now");
    }

    @Test
    void aSessionDoesNotBeginBeforeTheLastOneEnded() throws Exception {
        Samples first = samples("current", 0, 1, 10);
        long end = START_NANOS + 3_600 * SECOND_NANOS;
        Timeline timeline = Timeline.begin(List.of(first), Map.of("current", end), HostClock.SYSTEM, tally);
        SampleRun run = timeline.take(first).orElseThrow();
        assertThat(timeline.nanosAt(run.signal(), 0)).hasValue(end);
        assertThat(timeline.nanosAt(run.signal(), 9)).hasValue(end + 4_500);
        assertThat(tally.of(Cause.CLOCK_JUMP)).isOne();
    }

    /** Real time in messages of a tenth of a second each. */
    private long playSeconds(Timeline timeline, long firstId, int seconds, TimeMap map) throws Break {
        long id = firstId;
        for (int i = 0; i < seconds * 10; i++) {
            arrivalNanos += SECOND_NANOS / 10;
            timeline.take(at(id, RATE_HZ / 10, map));
            id += RATE_HZ / 10;
        }
        return id;
    }

    private Timeline begin(Samples... first) {
        return Timeline.begin(List.of(first), Map.of(), HostClock.SYSTEM, tally);
    }

    private Samples samples(String signal, long firstId, int idsPerSample, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = firstId + i;
        }
        return new Samples(signal, "A", firstId, idsPerSample, RATE_HZ, Packed.of(values), MAP, arrivalNanos, 0);
    }

    private Samples at(long firstId, int count, TimeMap map) {
        return new Samples("current", "A", firstId, 1, RATE_HZ, Packed.of(new float[count]), map, arrivalNanos, 0);
    }
}

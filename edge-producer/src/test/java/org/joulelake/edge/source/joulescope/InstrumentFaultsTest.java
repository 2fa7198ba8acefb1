package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.joulescope.Bench.Session;
import org.joulelake.edge.source.joulescope.driver.StubLibrary;

/** Each fault that the documentation lists (docs/edge.md, "What an instrument can do"), brought by the stub. */
@Timeout(120)
class InstrumentFaultsTest {

    private static final String CURRENT = "s/i/!data";
    private static final String VOLTAGE = "s/v/!data";
    private static final long TICKS = 250_000_000L << 30;
    private static final long NANOS = new TimeMap(TICKS, 0, 2_000_000).nanosAt(0);

    @Test
    void aRunOfNanIsStoredAsItIsAndCounted() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            float odd = Float.intBitsToFloat(0x7fc00123);
            bench.send(CURRENT, StreamBytes.floats(0, 1, odd, Float.NaN, 2));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 4);
            assertThat(Float.floatToRawIntBits(session.runs().get(0).samples()[1]))
                    .isEqualTo(0x7fc00123);
            assertThat(bench.tally().of(Cause.NOT_A_NUMBER)).isEqualTo(2);
            assertThat(session.source().losses()).containsExactly("2 samples came as NaN");
        }
    }

    @Test
    void aJumpOfIdsIsAGapInTheSession() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(2_000, 1, 2, 3));
            bench.send(CURRENT, StreamBytes.floats(2_206, 4, 5, 6));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 6);
            assertThat(session.runs()).extracting(SampleRun::firstSample).containsExactly(0L, 103L);
            Signal signal = session.runs().get(1).signal();
            assertThat(session.source().nanosAt(signal, 103)).isEqualTo(NANOS + 2_206 * 500);
            assertThat(bench.tally().of(Cause.SKIPPED)).isEqualTo(100);
        }
    }

    @Test
    void messagesThatCannotBeAreLeftOutAndCounted() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2));
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).telling(100));
            bench.send(CURRENT, 1, new byte[10]);
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).of(99, 3));
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).version(2));
            bench.send(CURRENT, 2, new byte[200]);
            bench.send(CURRENT, 1, new byte[600 << 10]);
            bench.send(CURRENT, StreamBytes.floats(8, 5, 6));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 4);
            assertThat(session.runs()).extracting(SampleRun::firstSample).containsExactly(0L, 4L);
            assertThat(bench.tally().of(Cause.REFUSED)).isEqualTo(6);
            assertThat(bench.tally().of(Cause.SKIPPED)).isEqualTo(2);
        }
    }

    @Test
    void messagesOfASignalThatNobodyAskedForAreNotHeard() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send("s/uart/0/!data", StreamBytes.floats(0, 1, 2).of(6, 0));
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2));
            bench.awaitSession(0, now -> now.samples("current") == 2);
            assertThat(bench.tally().lines()).isEmpty();
        }
    }

    @Test
    void aTimeMapThatComesLateBeginsAnotherSessionWithTheRightTime() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2).timeless());
            Session first = bench.awaitSession(0, now -> now.samples("current") == 2);
            long nanos = first.source().nanosAt(first.runs().get(0).signal(), 0);
            assertThat((double) nanos)
                    .as("meanwhile, the host's time")
                    .isCloseTo(System.currentTimeMillis() * 1e6, within(30e9));
            long later = TICKS + (1_000L * 86_400 << 30);
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).time(later, 4));
            Session second = bench.awaitSession(1, now -> now.samples("current") == 2);
            assertThat(second.source().nanosAt(second.runs().get(0).signal(), 0))
                    .isEqualTo(NANOS + 1_000L * 86_400 * 1_000_000_000);
            assertThat(second.runs().get(0).samples()).containsExactly(3, 4);
            assertThat(bench.tally().of(Cause.BREAK)).isOne();
        }
    }

    @Test
    void aTimeMapThatIsEarlySpeaksOfLaterIdsAndIsTakenAsItIs() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2).time(TICKS + (10L << 30), 20_000_000));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 2);
            assertThat(session.source().nanosAt(session.runs().get(0).signal(), 0))
                    .isEqualTo(NANOS);
        }
    }

    @Test
    void aTimeMapThatGoesBackBy2147SecondsIsNotFollowed() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2));
            long wrapTicks = Math.round(4_294_967_296.0 / 2e6 * (1L << 30));
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).time(TICKS - wrapTicks, 0));
            bench.send(CURRENT, StreamBytes.floats(8, 5, 6).time(TICKS - wrapTicks, 0));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 6);
            Signal signal = session.runs().get(0).signal();
            assertThat(session.source().nanosAt(signal, 4)).isEqualTo(NANOS + 8 * 500);
            assertThat(bench.tally().of(Cause.CLOCK_JUMP)).isOne();
            assertThat(bench.sessions()).isOne();
        }
    }

    @Test
    void aTimeMapThatMovesOnWhileIdsDoNotTellsOfALoss() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            long begin = System.nanoTime();
            long id = 0;
            while (System.nanoTime() - begin < 2_500_000_000L) {
                bench.send(CURRENT, StreamBytes.floats(id, 1));
                id += 2;
                TimeUnit.MILLISECONDS.sleep(20);
            }
            bench.send(CURRENT, StreamBytes.floats(id, 2).time(TICKS + (1L << 30) / 10, 0));
            Session second = bench.awaitSession(1, now -> now.samples("current") == 1);
            assertThat(bench.tally().of(Cause.SILENT_LOSS)).isCloseTo(100_000, within(10L));
            assertThat((double) second.source().nanosAt(second.runs().get(0).signal(), 0))
                    .isCloseTo(NANOS + 1e8 + id * 500, within(1_000.0));
        }
    }

    @Test
    void aClockThatIsSetForwardBeginsAnotherSession() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2));
            bench.send(CURRENT, StreamBytes.floats(4, 3, 4).time(TICKS + (3_600L << 30), 0));
            Session second = bench.awaitSession(1, now -> now.samples("current") == 2);
            assertThat(second.source().nanosAt(second.runs().get(0).signal(), 0))
                    .isEqualTo(NANOS + 3_600_000_000_000L + 4 * 500);
            assertThat(bench.tally().of(Cause.SILENT_LOSS)).isZero();
        }
    }

    @Test
    void idsThatGoBackBy2147SecondsGoOn() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            long wrap = 1L << 32;
            bench.send(CURRENT, StreamBytes.floats(wrap - 4, 1, 2));
            bench.send(CURRENT, StreamBytes.floats(0, 3, 4));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 4);
            assertThat(session.runs()).extracting(SampleRun::firstSample).containsExactly(0L, 2L);
            Signal signal = session.runs().get(0).signal();
            assertThat(session.source().nanosAt(signal, 3))
                    .isEqualTo(session.source().nanosAt(signal, 0) + 3_000);
            assertThat(bench.tally().of(Cause.COUNTER_WRAP)).isOne();
        }
    }

    @Test
    void unpluggedInMidBlockAllThatCameIsHandedOutAndTheSessionEnds() throws Exception {
        try (Bench bench = Bench.reading("current", "voltage")) {
            bench.stall();
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2, 3));
            bench.send(VOLTAGE, StreamBytes.floats(0, 3, 3).of(2, 0));
            bench.stub().stub_remove(Bench.DEVICE);
            bench.goOn();
            Session session = bench.awaitSession(0, Session::isOver);
            assertThat(session.samples("current")).isEqualTo(3);
            assertThat(session.samples("voltage")).isEqualTo(2);
        }
    }

    @Test
    void pluggedInAgainItIsOpenedAndBeginsAnotherSession() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(1_000_000, 1, 2));
            bench.awaitSession(0, now -> now.samples("current") == 2);
            bench.stub().stub_remove(Bench.DEVICE);
            bench.awaitSession(0, Session::isOver);
            bench.stub().stub_add(Bench.DEVICE, 0);
            Bench.await("it is open", () -> bench.stub().stub_is_open(Bench.DEVICE) == 1);
            bench.awaitSession(1, now -> true);
            bench.send(CURRENT, StreamBytes.floats(0, 3, 4));
            Session second = bench.awaitSession(1, now -> now.samples("current") == 2);
            assertThat(second.runs().get(0).firstSample()).isZero();
        }
    }

    @Test
    void aDeviceThatAnotherProgramHasIsTakenWhenItIsFree() throws Exception {
        StubLibrary.Control stub = StubLibrary.control();
        stub.stub_add(Bench.DEVICE, 0);
        stub.stub_open_code(Bench.DEVICE, -6);
        try (Bench bench = Bench.of(stub, "000001", QueueBudget.usualBytes())) {
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(bench.sessions()).isZero();
            stub.stub_open_code(Bench.DEVICE, 0);
            bench.awaitSession(0, now -> true);
            assertThat(stub.stub_is_open(Bench.DEVICE)).isOne();
        }
    }

    @Test
    void idsThatBeginAnewBeginAnotherSessionAndNothingIsLost() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(5_000_000, 1, 2));
            bench.send(CURRENT, StreamBytes.floats(0, 3, 4).time(TICKS + (60L << 30), 0));
            bench.send(CURRENT, StreamBytes.floats(4, 5, 6).time(TICKS + (60L << 30), 0));
            Session second = bench.awaitSession(1, now -> now.samples("current") == 4);
            assertThat(second.runs()).extracting(SampleRun::firstSample).containsExactly(0L, 2L);
            assertThat(bench.awaitSession(0, Session::isOver).samples("current"))
                    .isEqualTo(2);
            assertThat(bench.stub().stub_is_open(Bench.DEVICE))
                    .as("it was not closed")
                    .isOne();
        }
    }

    @Test
    void aReaderThatStallsCostsCountedSamplesAndTheDriverNothing() throws Exception {
        StubLibrary.Control stub = StubLibrary.control();
        stub.stub_add(Bench.DEVICE, 0);
        try (Bench bench = Bench.of(stub, "all", 100_000, "current")) {
            bench.awaitOpen(Bench.DEVICE);
            bench.send(CURRENT, StreamBytes.floats(0, 1));
            bench.awaitSession(0, now -> now.samples("current") == 1);
            bench.stall();
            long before = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                bench.send(CURRENT, StreamBytes.floats(2 + i * 2_000L, new float[1_000]));
            }
            assertThat(System.nanoTime() - before).as("the driver did not wait").isLessThan(20_000_000_000L);
            long dropped = bench.tally().of(Cause.QUEUE_FULL);
            assertThat(dropped).isBetween(70_000L, 99_000L);
            bench.goOn();
            bench.awaitSession(0, now -> now.samples("current") == 100_001 - dropped);
            bench.send(CURRENT, StreamBytes.floats(2 + 200_000, 1, 2));
            Session session = bench.awaitSession(0, now -> now.samples("current") == 100_003 - dropped);
            assertThat(session.runs().get(session.runs().size() - 1).firstSample())
                    .isEqualTo(100_001);
            assertThat(bench.tally().of(Cause.SKIPPED)).as("counted once").isZero();
            assertThat(session.source().droppedSamples()).isEqualTo(dropped);
        }
    }

    @Test
    void anInstrumentThatFallsSilentIsOpenedAnew() throws Exception {
        try (Bench bench = Bench.reading("current")) {
            bench.send(CURRENT, StreamBytes.floats(0, 1, 2));
            bench.awaitSession(0, Session::isOver);
            bench.awaitSession(1, now -> true);
            assertThat(bench.stub().stub_is_open(Bench.DEVICE)).isOne();
        }
    }

    @Test
    void statisticsAreSamplesOfALowRate() throws Exception {
        try (Bench bench = Bench.reading("statistics")) {
            assertThat(bench.stub().stub_setting(Bench.DEVICE + "/s/stats/scnt"))
                    .isEqualTo("500000");
            bench.send("s/stats/value", 2, StatisticsBytes.of(3_000_000, 500_000, 2, 2_000_000));
            bench.send("s/stats/value", 2, StatisticsBytes.of(4_000_000, 500_000, 2, 2_000_000));
            bench.send("s/stats/value", 2, new byte[20]);
            Session session = bench.awaitSession(0, now -> now.samples("power_max") == 2);
            assertThat(session.source().signals()).hasSize(12);
            SampleRun last = session.runs().get(session.runs().size() - 1);
            assertThat(last.signal()).isEqualTo(new Signal("power_max", "W", 2));
            assertThat(last.firstSample()).isOne();
            assertThat(last.samples()).containsExactly(12);
            assertThat(session.source().nanosAt(last.signal(), 1)).isEqualTo(NANOS + 2_000_000_000L);
            bench.awaitCount(Cause.REFUSED, 1);
        }
    }

    @Test
    void whatIsWantedIsConfiguredAndSwitchedOn() throws Exception {
        StubLibrary.Control stub = StubLibrary.control();
        stub.stub_add("u/js110/000009", 0);
        stub.stub_add("u/js320/000008", 0);
        stub.stub_add("u/&js220/000007", 0);
        try (Bench bench = Bench.of(stub, "all,rate=10000", QueueBudget.usualBytes(), "current", "gpi")) {
            bench.awaitSession(0, now -> true);
            Bench.await("both are open", () -> !stub.stub_setting("u/js110/000009/s/sstats/ctrl")
                    .isEmpty());
        }
        try (Bench bench = Bench.of(stub, "js320-000008,settings=keep,range=keep", QueueBudget.usualBytes())) {
            bench.awaitSession(0, now -> true);
        }
        assertThat(List.of("s/i/range/select", "h/fs", "s/gpi/1/ctrl", "s/gpi/2/ctrl", "s/p/ctrl"))
                .extracting(topic -> stub.stub_setting("u/js110/000009/" + topic))
                .containsExactly("auto", "10000", "0", "", "");
        assertThat(stub.stub_is_open("u/&js220/000007")).isZero();
    }
}

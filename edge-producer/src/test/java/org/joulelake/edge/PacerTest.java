package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import org.joulelake.edge.source.FakeSource;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

class PacerTest {

    private static final Signal KILOHERTZ = new Signal("current", "A", 1_000);
    private static final Signal HUNDRED_HERTZ = new Signal("temperature", "", 100);

    private final FakeTime time = new FakeTime();
    private final Pacer pacer = new Pacer(Pace.REAL, time::nanoTime, time::sleep);

    @Test
    void eachRunIsHeldBackUntilItsLastSampleIsDue() throws InterruptedException {
        pacer.await(run(KILOHERTZ, 0, 500));
        assertThat(time.elapsedMillis()).isEqualTo(500);
        pacer.await(run(KILOHERTZ, 500, 250));
        assertThat(time.elapsedMillis()).isEqualTo(750);
    }

    @Test
    void theTimeBeforeTheFirstRunDoesNotCount() throws InterruptedException {
        time.pass(10_000);
        pacer.await(run(KILOHERTZ, 0, 500));
        assertThat(time.elapsedMillis()).isEqualTo(10_500);
    }

    @Test
    void timeThatTheReaderLostIsMadeUp() throws InterruptedException {
        pacer.await(run(KILOHERTZ, 0, 100));
        time.pass(250);
        pacer.await(run(KILOHERTZ, 100, 100));
        assertThat(time.elapsedMillis()).isEqualTo(350);
        pacer.await(run(KILOHERTZ, 200, 200));
        assertThat(time.elapsedMillis()).isEqualTo(400);
    }

    @Test
    void aGapTakesItsTime() throws InterruptedException {
        pacer.await(run(KILOHERTZ, 0, 100));
        pacer.await(run(KILOHERTZ, 5_000, 100));
        assertThat(time.elapsedMillis()).isEqualTo(5_100);
    }

    @Test
    void aSessionThatBeginsLateBeginsAtOnce() throws InterruptedException {
        pacer.await(run(KILOHERTZ, 3_600_000, 100));
        assertThat(time.elapsedMillis()).isEqualTo(100);
    }

    @Test
    void signalsOfDifferentRatesShareOneTime() throws InterruptedException {
        pacer.await(run(KILOHERTZ, 0, 1_000));
        pacer.await(run(HUNDRED_HERTZ, 0, 100));
        assertThat(time.elapsedMillis()).isEqualTo(1_000);
        pacer.await(run(HUNDRED_HERTZ, 100, 50));
        assertThat(time.elapsedMillis()).isEqualTo(1_500);
    }

    @Test
    void aFastPaceNeverWaits() throws InterruptedException {
        new Pacer(Pace.FAST, time::nanoTime, time::sleep).await(run(KILOHERTZ, 0, 60_000));
        assertThat(time.elapsedMillis()).isZero();
    }

    @Test
    void aReleaseEndsTheWaiting() throws InterruptedException {
        time.whenSlept(2_000, pacer::release);
        pacer.await(run(KILOHERTZ, 0, 60_000));
        assertThat(time.elapsedMillis()).isBetween(2_000L, 2_100L);
        pacer.await(run(KILOHERTZ, 60_000, 60_000));
        assertThat(time.elapsedMillis()).isBetween(2_000L, 2_100L);
    }

    private static SampleRun run(Signal signal, long firstSample, int count) {
        return FakeSource.run(signal, firstSample, count);
    }

    /** A clock that only sleeping moves. */
    private static final class FakeTime {

        private static final long ORIGIN = 123_456_789;

        private long nanos = ORIGIN;
        private long actionAtNanos = Long.MAX_VALUE;
        private Runnable action = () -> {};

        long nanoTime() {
            return nanos;
        }

        void sleep(long sleepNanos) {
            nanos += sleepNanos;
            if (nanos >= actionAtNanos) {
                action.run();
            }
        }

        void pass(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        void whenSlept(long millis, Runnable then) {
            actionAtNanos = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
            action = then;
        }

        long elapsedMillis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos - ORIGIN);
        }
    }
}

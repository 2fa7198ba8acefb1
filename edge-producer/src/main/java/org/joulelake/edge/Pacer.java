package org.joulelake.edge;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.joulelake.edge.source.SampleRun;

/** Holds a source back to real time. Used by one thread; any other may {@link #release} it. */
final class Pacer {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Longest sleep at once: a release is noticed after it. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Pace pace;
    private final LongSupplier clock;
    private final Sleeper sleeper;
    private volatile boolean released;
    private boolean started;
    private long startNanoTime;
    private double originSeconds;

    Pacer(Pace pace) {
        this(pace, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    Pacer(Pace pace, LongSupplier clock, Sleeper sleeper) {
        this.pace = pace;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits until the last sample of this run would have been measured, counted from the first call. */
    void await(SampleRun run) throws InterruptedException {
        if (pace == Pace.FAST) {
            return;
        }
        double rate = run.signal().sampleRateHz();
        if (!started) {
            started = true;
            startNanoTime = clock.getAsLong();
            originSeconds = run.firstSample() / rate;
        }
        double dueSeconds = (run.firstSample() + run.samples().length) / rate - originSeconds;
        sleepUntil(Math.round(dueSeconds * NANOS_PER_SECOND));
    }

    /** Ends the waiting for good. */
    void release() {
        released = true;
    }

    private void sleepUntil(long dueNanos) throws InterruptedException {
        long wait = dueNanos - (clock.getAsLong() - startNanoTime);
        while (wait > 0 && !released) {
            sleeper.sleep(Math.min(wait, SLICE_NANOS));
            wait = dueNanos - (clock.getAsLong() - startNanoTime);
        }
    }

    /** Lets the thread sleep for some nanoseconds. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }
}

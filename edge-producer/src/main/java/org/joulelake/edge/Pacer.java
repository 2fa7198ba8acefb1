package org.joulelake.edge;

import java.util.concurrent.TimeUnit;

import org.joulelake.edge.source.SampleRun;

/** Holds a source back to real time. Used by one thread. */
final class Pacer {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Pace pace;
    private final long startNanoTime = System.nanoTime();
    private double originSeconds = Double.NaN;

    Pacer(Pace pace) {
        this.pace = pace;
    }

    /** Waits until the last sample of this run would have been measured. */
    void await(SampleRun run) throws InterruptedException {
        if (pace == Pace.FAST) {
            return;
        }
        double rate = run.signal().sampleRateHz();
        if (Double.isNaN(originSeconds)) {
            originSeconds = run.firstSample() / rate;
        }
        double dueSeconds = (run.firstSample() + run.samples().length) / rate - originSeconds;
        long wait = startNanoTime + (long) (dueSeconds * NANOS_PER_SECOND) - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}

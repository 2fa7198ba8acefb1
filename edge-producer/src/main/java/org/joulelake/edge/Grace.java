package org.joulelake.edge;

import java.time.Duration;

/** The time that a run has to end once it is told to. Any thread may use it. */
final class Grace {

    private final Duration length;
    private boolean begun;
    private long endNanoTime;

    Grace(Duration length) {
        this.length = length;
    }

    /** Lets the time run; only the first call counts. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            endNanoTime = System.nanoTime() + length.toNanos();
        }
    }

    /** Whether the time has begun and has passed. */
    synchronized boolean isOver() {
        return begun && System.nanoTime() - endNanoTime >= 0;
    }
}

package org.joulelake.edge.source.joulescope;

import java.time.Duration;

/** When to try again: after 1, 2, 4, 8 and then every 15 seconds. Used under its owner's lock. */
final class Backoff {

    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(15).toNanos();

    private long pauseNanos = FIRST_NANOS;
    private long dueNanos;
    private boolean waiting;

    /** Whether it is time. */
    boolean isDue(long nowNanos) {
        return !waiting || nowNanos - dueNanos >= 0;
    }

    /** It failed. */
    void failed(long nowNanos) {
        waiting = true;
        dueNanos = nowNanos + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_NANOS);
    }

    /** It worked, or all is different now: the next time is at once. */
    void reset() {
        waiting = false;
        pauseNanos = FIRST_NANOS;
    }
}

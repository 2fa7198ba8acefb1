package org.joulelake.faults.agent;

import java.util.concurrent.TimeUnit;

/** How far the clock of the machine has jumped since this process began. */
public final class ClockDrift {

    /** Less is the two clocks' own disagreement. */
    private static final long JUMP_MILLIS = 60_000;

    private static final long START_MILLIS = System.currentTimeMillis();
    private static final long START_NANOS = System.nanoTime();

    private ClockDrift() {}

    /** Nanoseconds; 0 if it has not jumped. */
    public static long nanos() {
        long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - START_NANOS);
        long driftMillis = System.currentTimeMillis() - START_MILLIS - elapsedMillis;
        return Math.abs(driftMillis) < JUMP_MILLIS ? 0 : TimeUnit.MILLISECONDS.toNanos(driftMillis);
    }
}

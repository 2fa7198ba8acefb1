package org.joulelake.edge.send;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Pauses between tries: a second, then two, up to a quarter of a minute. */
final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 15_000;

    private long nextMillis = FIRST_MILLIS;

    /** Begins again with short pauses. */
    void reset() {
        nextMillis = FIRST_MILLIS;
    }

    /** Waits, unless nobody wants to try again. */
    void pause(BooleanSupplier wanted) throws InterruptedException {
        if (wanted.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(nextMillis);
            nextMillis = Math.min(LONGEST_MILLIS, 2 * nextMillis);
        }
    }
}

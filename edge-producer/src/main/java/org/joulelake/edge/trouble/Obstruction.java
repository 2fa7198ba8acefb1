package org.joulelake.edge.trouble;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Tells the log of something that does not work: when it begins, every minute while it lasts, and when it is over. Any
 * thread may use it.
 */
public final class Obstruction {

    private static final Logger LOG = LoggerFactory.getLogger(Obstruction.class);
    private static final long REMINDER_NANOS = Duration.ofMinutes(1).toNanos();

    private final String what;
    private boolean lasts;
    private long sinceNanos;
    private long toldNanos;

    /**
     * Something that works so far.
     *
     * @param what does not work when it does not, as in "spool DIR takes no messages"
     */
    public Obstruction(String what) {
        this.what = what;
    }

    /** It did not work, once more. */
    public synchronized void met(String why) {
        long now = System.nanoTime();
        if (!lasts) {
            lasts = true;
            sinceNanos = now;
            toldNanos = now;
            LOG.error("{}: {}", what, why);
        } else if (now - toldNanos >= REMINDER_NANOS) {
            toldNanos = now;
            LOG.error("{} for {} s: {}", what, seconds(now), why);
        }
    }

    /** It worked. */
    public synchronized void over() {
        if (lasts) {
            lasts = false;
            LOG.info("Over after {} s: {}", seconds(System.nanoTime()), what);
        }
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - sinceNanos).toSeconds();
    }
}

package org.joulelake.edge.spool;

import java.time.Duration;
import java.util.Objects;

/**
 * When appended messages are forced to the disk.
 *
 * @param interval time from one force to the next; zero forces each message before its append returns
 */
public record FsyncPolicy(Duration interval) {

    /** Each message is forced to the disk before its append returns. */
    public static final FsyncPolicy ALWAYS = new FsyncPolicy(Duration.ZERO);

    /** Loss of power costs this much of the newest data, and as much as a force takes; a crash of the process nothing. */
    public static final FsyncPolicy DEFAULT = new FsyncPolicy(Duration.ofMillis(100));

    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public FsyncPolicy {
        Objects.requireNonNull(interval, "interval");
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval is " + interval + "; it must not be negative");
        }
    }

    boolean always() {
        return interval.isZero();
    }
}

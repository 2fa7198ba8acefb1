package org.joulelake.edge.spool;

import java.time.Duration;
import java.util.Objects;

/**
 * When appended messages are forced to the disk.
 *
 * @param interval longest time that an appended message may wait to be forced; zero forces each before its append
 *     returns
 */
public record FsyncPolicy(Duration interval) {

    /** Each message is forced to the disk before its append returns. */
    public static final FsyncPolicy ALWAYS = new FsyncPolicy(Duration.ZERO);

    /** Loss of power costs at most this much of the newest data; a crash of the process costs nothing. */
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

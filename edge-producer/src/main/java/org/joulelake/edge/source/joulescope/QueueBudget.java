package org.joulelake.edge.source.joulescope;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that the queues of all instruments of a run may hold together. Any thread may use it. */
public final class QueueBudget {

    /** Enough for two seconds of a JS110 at its full rate, or for one of four JS220; a fourth of a small heap. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final long mostBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** A budget of so many bytes. */
    public QueueBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Takes bytes, if so many are left. */
    boolean take(long bytes) {
        if (usedBytes.addAndGet(bytes) <= mostBytes) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    /** Gives bytes back. */
    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Bytes that are in use. */
    long usedBytes() {
        return usedBytes.get();
    }
}

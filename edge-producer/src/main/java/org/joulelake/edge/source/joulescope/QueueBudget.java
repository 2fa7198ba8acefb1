package org.joulelake.edge.source.joulescope;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that the queues of all instruments of a run may hold together. Any thread may use it. */
public final class QueueBudget {

    private static final int PARTS_OF_HEAP = 4;

    private final long mostBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** A budget of so many bytes. */
    public QueueBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A fourth of the heap; of 256 MB, that is two seconds of a JS110 at its full rate, or one of four JS220. */
    public static long usualBytes() {
        return Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP;
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

package org.joulelake.edge.send;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** Up to where all that was sent is acknowledged, whatever the order of acknowledgements. Any thread may use it. */
final class AcknowledgedPrefix {

    private final Queue<Long> unacknowledged = new ArrayDeque<>();
    private final Set<Long> early = new HashSet<>();
    private long position;
    private long count;

    /**
     * How much is acknowledged without a gap.
     *
     * @param position of the last entry; 0 before the first
     * @param count entries since the start
     */
    record Extent(long position, long count) {}

    /** Notes an entry before it is sent; positions grow. */
    synchronized void sending(long sent) {
        unacknowledged.add(sent);
    }

    synchronized void acknowledged(long acknowledged) {
        early.add(acknowledged);
        while (!unacknowledged.isEmpty() && early.remove(unacknowledged.peek())) {
            position = unacknowledged.remove();
            count++;
        }
        notifyAll();
    }

    /** Waits until nothing is in flight, or for so long. */
    synchronized void awaitNoneInFlight(long millis) throws InterruptedException {
        if (inFlight()) {
            wait(millis);
        }
    }

    synchronized Extent extent() {
        return new Extent(position, count);
    }

    /** Whether something before this position was sent and is not acknowledged. */
    synchronized boolean inFlightBefore(long limit) {
        return !unacknowledged.isEmpty() && unacknowledged.peek() < limit;
    }

    /** Whether something was sent and not acknowledged. */
    synchronized boolean inFlight() {
        return !unacknowledged.isEmpty();
    }
}

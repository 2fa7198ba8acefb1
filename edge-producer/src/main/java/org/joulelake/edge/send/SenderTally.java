package org.joulelake.edge.send;

import java.util.concurrent.atomic.AtomicLong;

/** Counts for {@link SenderCounts}. Any thread may use it. */
final class SenderTally {

    final AtomicLong sentMessages = new AtomicLong();
    final AtomicLong acknowledgedMessages = new AtomicLong();
    final AtomicLong acknowledgedBytes = new AtomicLong();
    final AtomicLong producers = new AtomicLong();

    SenderCounts counts(long asideMessages) {
        return new SenderCounts(
                sentMessages.get(),
                acknowledgedMessages.get(),
                acknowledgedBytes.get(),
                Math.max(0, producers.get() - 1),
                asideMessages);
    }
}

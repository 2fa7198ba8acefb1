package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A durable queue of messages. Any number of threads append; one thread polls and acknowledges. What was appended but
 * not acknowledged when the spool was closed, or when its process died, is polled again after it is opened anew.
 */
public interface Spool extends Closeable {

    /**
     * Appends a message and returns its position. When this returns the message outlives the process; whether it also
     * outlives a loss of power at once is up to the spool's {@link FsyncPolicy}. Waits while the spool is full.
     *
     * @throws IOException if the message cannot be written; then it is not in the spool
     */
    long append(String key, byte[] message) throws IOException, InterruptedException;

    /** The entry after the one polled last, in the order of positions; waits for one at most this long. */
    Optional<SpoolEntry> poll(Duration timeout) throws IOException, InterruptedException;

    /** All entries up to and including this position are safe elsewhere and need not be kept. */
    void acknowledge(long position) throws IOException;

    /** Entries that are not acknowledged yet. */
    long backlog();
}

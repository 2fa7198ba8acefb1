package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A durable queue of messages. Any number of threads append; one thread polls and acknowledges. What was appended but
 * not acknowledged when the spool was closed, or when its process died, is polled again after it is opened anew.
 */
public interface Spool extends Closeable {

    /**
     * Appends a message and returns its position. When this returns the message outlives the process; whether it also
     * outlives a loss of power at once is up to the spool's {@link FsyncPolicy}. While the spool is full, or its disk
     * takes nothing, its {@link WhenFull} says what happens.
     *
     * @return empty if the spool was full and has not taken the message
     * @throws IOException if the spool is closed
     * @throws IllegalArgumentException if the key or the message is too long for any spool
     */
    OptionalLong append(String key, byte[] message) throws IOException, InterruptedException;

    /** The entry after the one polled last, in the order of positions; waits for one at most this long. */
    Optional<SpoolEntry> poll(Duration timeout) throws IOException, InterruptedException;

    /** All entries up to and including this position are safe elsewhere and need not be polled again. */
    void acknowledge(long position) throws IOException;

    /** Lets the polling begin again behind the last acknowledged entry. */
    void rewind() throws IOException;

    /** Position of the entry that was appended last. */
    long lastPosition();

    /** Position up to which no entry needs to be polled again: each is acknowledged, or lost. */
    long acknowledgedPosition();

    /** Entries that are not acknowledged yet. */
    long backlog();
}

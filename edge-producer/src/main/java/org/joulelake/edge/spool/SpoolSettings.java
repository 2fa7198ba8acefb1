package org.joulelake.edge.spool;

import java.nio.file.Path;

/**
 * How a spool is kept.
 *
 * @param directory its own directory; made if it is missing
 * @param fsync when appended messages are forced to the disk
 * @param maxBytes size at which it is full
 * @param whenFull what becomes of messages then
 * @param trimAfter when messages need not be kept any longer
 */
public record SpoolSettings(Path directory, FsyncPolicy fsync, long maxBytes, WhenFull whenFull, TrimAfter trimAfter) {

    /** A spool that waits when it is full and keeps nothing that Kafka has. */
    public static SpoolSettings of(Path directory, FsyncPolicy fsync, long maxBytes) {
        return new SpoolSettings(directory, fsync, maxBytes, WhenFull.WAIT, TrimAfter.KAFKA);
    }
}

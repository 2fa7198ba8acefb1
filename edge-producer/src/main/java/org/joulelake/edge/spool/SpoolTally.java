package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import org.joulelake.edge.trouble.Obstruction;

/** Counts what a spool loses, and tells the log. Any thread may use it. */
final class SpoolTally {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolTally.class);

    private final Path directory;
    private final String whenFull;
    private final Obstruction full;
    private final Obstruction unforceable;
    private final Obstruction notKept;
    private final AtomicLong damagedRecords = new AtomicLong();
    private final AtomicLong droppedNewest = new AtomicLong();
    private final AtomicLong droppedOldest = new AtomicLong();
    private final AtomicLong failedWrites = new AtomicLong();

    SpoolTally(Path directory, WhenFull policy) {
        this.directory = directory;
        whenFull = switch (policy) {
            case WAIT -> "reading waits";
            case DROP_NEWEST -> "new messages are dropped";
            case DROP_OLDEST -> "the oldest messages are dropped";
        };
        full = new Obstruction("spool " + directory + " takes no messages");
        unforceable = new Obstruction("spool " + directory + " cannot be forced to the disk");
        notKept = new Obstruction("spool " + directory + " cannot note what is acknowledged or delete it");
    }

    SpoolCounts counts() {
        return new SpoolCounts(damagedRecords.get(), droppedNewest.get(), droppedOldest.get(), failedWrites.get());
    }

    void full(long maxBytes) {
        full.met("it has reached its limit of %,d bytes; %s".formatted(maxBytes, whenFull));
    }

    void failedWrite(IOException cause) {
        failedWrites.incrementAndGet();
        full.met(Reason.of(cause) + "; " + whenFull);
    }

    void written() {
        full.over();
    }

    void failedForce(IOException cause) {
        failedWrites.incrementAndGet();
        unforceable.met(Reason.of(cause) + "; a loss of power now would cost what was accepted last");
    }

    void forced() {
        unforceable.over();
    }

    /** What a later life must know could not be saved, or what nobody needs not be deleted; it is tried again. */
    void notKept(IOException cause) {
        notKept.met(Reason.of(cause));
    }

    void kept() {
        notKept.over();
    }

    void droppedNewest() {
        droppedNewest.incrementAndGet();
    }

    void droppedOldest(Segment segment) {
        LOG.error(
                "{}: dropped the records {} to {} for newer ones",
                directory,
                segment.firstPosition(),
                segment.lastPosition());
        droppedOldest.addAndGet(segment.lastPosition() - segment.firstPosition() + 1);
    }

    void damaged(SpoolReader.Loss loss) {
        LOG.error("{}: damage has taken the records {} to {}", loss.segment().file(), loss.from(), loss.to());
        damagedRecords.addAndGet(loss.to() - loss.from() + 1);
    }

    /** What was accepted last by an earlier life is not there. */
    void lostEnd(long from, long to) {
        LOG.error("{}: the records {} to {} are lost, the last ones", directory, from, to);
        damagedRecords.addAndGet(to - from + 1);
    }
}

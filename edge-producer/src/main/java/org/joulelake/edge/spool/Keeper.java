package org.joulelake.edge.spool;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Does what a spool has to do on its disk beside appending, however long the disk takes: forces, saves, deletes. One
 * thread at a time does it, under a lock of its own, which is taken before the spool's, never after it. Who finds
 * another at work need not wait: what is due is done by that one, or by the next to come. A thread does at most one round
 * of what others leave to it, so that no source is kept here by a sender.
 */
final class Keeper {

    private final ReentrantLock keeping = new ReentrantLock();
    private final AtomicBoolean due = new AtomicBoolean();
    private final SegmentAppender appender;
    private final SpoolLock lock;
    private final Saving saving;
    private final Retention retention;
    private boolean closed;

    Keeper(SpoolLock lock, SpoolParts parts, Saving saving, Retention retention) {
        this.lock = lock;
        appender = parts.appender();
        this.saving = saving;
        this.retention = retention;
    }

    /** Deletes what is not needed and saves what is acknowledged, as far as it is due; not here if another is at work. */
    void tend() {
        due.set(true);
        tendIfDue();
    }

    /** All up to this position is in the lake, see {@link TrimAfter#LAKE}. */
    void release(long position) {
        retention.release(position);
        tend();
    }

    /** Forces all that was appended; a failure is told. */
    void force() {
        keeping.lock();
        try {
            if (!closed) {
                saving.forceNow();
            }
        } finally {
            keeping.unlock();
            tendIfDue();
        }
    }

    /** As {@link #force}, if a segment has ended since a later life can be sure of all before. */
    void forceIfEnded() {
        if (saving.isBehind()) {
            force();
        }
    }

    /** Returns when all that was appended, and what follows from it, is on the disk. */
    void save() throws IOException {
        keeping.lock();
        try {
            if (!closed) {
                saving.save();
            }
        } finally {
            keeping.unlock();
            tendIfDue();
        }
    }

    /**
     * Deletes what is acknowledged, or else drops the oldest segment.
     *
     * @param needed whether there still is no room
     * @return false if no room could be made; a closed spool has room, and takes nothing
     */
    boolean makeRoom(BooleanSupplier needed) {
        keeping.lock();
        try {
            return closed || !needed.getAsBoolean() || retention.deleteAcknowledged() || retention.dropOldest();
        } finally {
            keeping.unlock();
            tendIfDue();
        }
    }

    /** Ends the last segment and saves all; nothing is done afterwards. Returns when that is so, whoever does it. */
    void close() throws IOException {
        keeping.lock();
        try {
            if (!closed) {
                closed = true;
                lock.run(appender::end);
                saving.force();
                retention.deleteUnneeded();
                saving.save();
            }
        } finally {
            keeping.unlock();
        }
    }

    private void tendIfDue() {
        if (due.get() && keeping.tryLock()) {
            try {
                if (due.getAndSet(false) && !closed) {
                    retention.deleteUnneeded();
                    retention.saveIfDue();
                }
            } finally {
                keeping.unlock();
            }
        }
    }
}

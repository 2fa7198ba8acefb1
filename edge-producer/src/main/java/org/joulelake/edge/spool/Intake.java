package org.joulelake.edge.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** Takes messages in, and does what the policy says when there is no room for one. Any thread may use it. */
final class Intake {

    /** How long a message waits for room before it is looked again whether the disk takes something. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SpoolSettings settings;
    private final SpoolLimits limits;
    private final Disk disk;
    private final SpoolLock lock;
    private final SpoolParts parts;
    private final Keeper keeper;

    Intake(SpoolSettings settings, SpoolLimits limits, Disk disk, SpoolLock lock, SpoolParts parts, Keeper keeper) {
        this.settings = settings;
        this.limits = limits;
        this.disk = disk;
        this.lock = lock;
        this.parts = parts;
        this.keeper = keeper;
    }

    /** Appends a message; empty if it is dropped. */
    OptionalLong append(String key, byte[] message) throws IOException, InterruptedException {
        byte[] keyBytes = RecordFormat.checkedKey(key, message);
        OptionalLong position = attemptOrWait(key, keyBytes, message);
        while (position.isEmpty() && makesRoom(RecordFormat.length(keyBytes, message))) {
            position = attemptOrWait(key, keyBytes, message);
        }
        if (position.isEmpty()) {
            lock.run(() -> parts.fold().notTaken(message));
        } else if (settings.fsync().always()) {
            keeper.forceIfEnded();
        }
        return position;
    }

    /** Appends if that can be done; else waits for room, if that is the policy, without a second attempt. */
    private OptionalLong attemptOrWait(String key, byte[] keyBytes, byte[] message)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            lock.requireOpen();
            OptionalLong position = attempt(keyBytes, message);
            if (position.isPresent()) {
                parts.fold().append(new SpoolEntry(position.getAsLong(), key, message));
                lock.appended();
            } else if (settings.whenFull() == WhenFull.WAIT) {
                lock.awaitFreed(RETRY.toNanos());
            }
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** Appends if there is room and the disk lets us: after a failed write there is a second try, in a new segment. */
    private OptionalLong attempt(byte[] key, byte[] message) {
        if (isAtLimit(RecordFormat.length(key, message))) {
            parts.tally().full(limits.maxBytes());
            return OptionalLong.empty();
        }
        OptionalLong position = write(key, message);
        return position.isPresent() ? position : write(key, message);
    }

    private OptionalLong write(byte[] key, byte[] message) {
        try {
            OptionalLong position = OptionalLong.of(parts.appender().append(key, message));
            parts.tally().written();
            return position;
        } catch (IOException e) {
            parts.tally().failedWrite(e);
            return OptionalLong.empty();
        }
    }

    /** Does what the policy says; false if the message is to be dropped. */
    private boolean makesRoom(int bytes) {
        if (settings.whenFull() == WhenFull.WAIT) {
            keeper.tend();
            return true;
        }
        if (settings.whenFull() == WhenFull.DROP_OLDEST
                && lacksRoom(bytes)
                && keeper.makeRoom(() -> lacksRoom(bytes))) {
            return true;
        }
        parts.tally().droppedNewest();
        return false;
    }

    private boolean lacksRoom(int bytes) {
        return isAtLimit(bytes) || lacksSpace(bytes);
    }

    private boolean isAtLimit(int bytes) {
        return parts.segments().totalBytes() + bytes > limits.maxBytes();
    }

    /** Whether the disk has no room for so many bytes; a disk that does not tell has. */
    private boolean lacksSpace(int bytes) {
        try {
            return disk.usableBytes(settings.directory()) < bytes;
        } catch (IOException e) {
            parts.tally().notKept(e);
            return false;
        }
    }
}

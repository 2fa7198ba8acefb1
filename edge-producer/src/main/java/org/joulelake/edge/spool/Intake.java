package org.joulelake.edge.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;

/** Takes messages in, and does what the policy says when there is no room for one. Guarded by its owner's lock. */
final class Intake {

    /** How long a message waits for room before it is looked again whether the disk takes something. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SpoolParts parts;
    private final SpoolLimits limits;
    private final WhenFull whenFull;
    private final Condition freed;

    /** @param freed signalled when there is room again; of the owner's lock */
    Intake(SpoolParts parts, SpoolLimits limits, WhenFull whenFull, Condition freed) {
        this.parts = parts;
        this.limits = limits;
        this.whenFull = whenFull;
        this.freed = freed;
    }

    /** Throws if nothing may be appended any longer. */
    interface Open {
        void require() throws IOException;
    }

    /** Appends a message; empty if it is dropped. */
    OptionalLong append(byte[] key, byte[] message, Open open) throws IOException, InterruptedException {
        open.require();
        OptionalLong position = attempt(key, message);
        while (position.isEmpty() && makesRoom(RecordFormat.length(key, message))) {
            open.require();
            position = attempt(key, message);
        }
        return position;
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
    private boolean makesRoom(int bytes) throws InterruptedException {
        if (whenFull == WhenFull.WAIT) {
            freed.awaitNanos(RETRY.toNanos());
            parts.retention().deleteUnneeded();
            return true;
        }
        boolean roomHelps = isAtLimit(bytes) || parts.retention().lacksSpaceFor(bytes);
        if (whenFull == WhenFull.DROP_OLDEST
                && roomHelps
                && (parts.retention().deleteAcknowledged() || dropsOldest())) {
            return true;
        }
        parts.tally().droppedNewest();
        return false;
    }

    private boolean isAtLimit(int bytes) {
        return parts.segments().totalBytes() + bytes > limits.maxBytes();
    }

    private boolean dropsOldest() {
        try {
            Optional<Segment> dropped = parts.retention().dropOldest(parts.reader());
            dropped.ifPresent(parts.tally()::droppedOldest);
            return dropped.isPresent();
        } catch (IOException e) {
            parts.tally().failedWrite(e);
            return false;
        }
    }
}

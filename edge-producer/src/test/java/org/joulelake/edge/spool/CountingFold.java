package org.joulelake.edge.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Follows how many messages there were, and what was in them. */
final class CountingFold implements SpoolFold {

    private final Set<Long> droppedPositions = new TreeSet<>();
    private long count;
    private long hash;
    private long notTaken;

    @Override
    public byte[] state() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(count).putLong(hash).array();
    }

    @Override
    public void restore(byte[] state) {
        ByteBuffer numbers = ByteBuffer.wrap(state);
        count = numbers.getLong();
        hash = numbers.getLong();
    }

    @Override
    public void appended(SpoolEntry entry) {
        count++;
        hash = 31 * hash + Arrays.hashCode(entry.message());
    }

    @Override
    public void dropped(SpoolEntry entry) {
        droppedPositions.add(entry.position());
    }

    @Override
    public void notTaken(byte[] message) {
        notTaken++;
    }

    /** Messages that were not taken, in this life. */
    long notTaken() {
        return notTaken;
    }

    /** Positions of messages that were dropped, in this life. */
    Set<Long> droppedPositions() {
        return droppedPositions;
    }
}

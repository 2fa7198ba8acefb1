package org.joulelake.edge.spool;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the spool is acknowledged, in memory and, a little behind, on disk. Positions lost to damage count as
 * acknowledged once all before them are, since nobody will ever poll them. Guarded by the spool's lock.
 */
final class Acknowledgements {

    /** Acknowledgements after which the file is written: what a crash repeats at most. */
    static final int UNSAVED_LIMIT = 64;

    private final TreeMap<Long, Long> lostRanges = new TreeMap<>();
    private long position;
    private int unsaved;

    Acknowledgements(long position) {
        this.position = position;
    }

    long position() {
        return position;
    }

    /** Takes all entries up to this position as acknowledged. */
    void advanceTo(long acknowledged) {
        if (acknowledged > position) {
            moveTo(acknowledged);
            unsaved++;
        }
    }

    /** Whether so much is not on the disk that it should be. */
    boolean isSaveDue() {
        return unsaved >= UNSAVED_LIMIT;
    }

    /** How often something was acknowledged that is not on the disk. */
    int unsaved() {
        return unsaved;
    }

    /** So many of them are on the disk. */
    void saved(int count) {
        unsaved -= count;
    }

    /** Notes that nobody can poll these positions; false if that was known, or if they are acknowledged. */
    boolean lose(long from, long to) {
        Map.Entry<Long, Long> before = lostRanges.floorEntry(from);
        if (to <= position || (before != null && before.getValue() >= to)) {
            return false;
        }
        lostRanges.put(from, to);
        moveTo(position);
        return true;
    }

    /** Entries behind the acknowledged position, as far as they are not lost. */
    long backlog(long lastPosition) {
        long lost = 0;
        for (Map.Entry<Long, Long> range : lostRanges.entrySet()) {
            lost += range.getValue() - range.getKey() + 1;
        }
        return Math.max(0, lastPosition - position - lost);
    }

    private void moveTo(long acknowledged) {
        position = acknowledged;
        while (!lostRanges.isEmpty() && lostRanges.firstKey() <= position + 1) {
            position = Math.max(position, lostRanges.pollFirstEntry().getValue());
        }
    }
}

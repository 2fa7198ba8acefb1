package org.joulelake.edge.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The segments of a spool in the order of their positions, and their size together. Any thread may use it. */
final class Segments {

    private final TreeMap<Long, Segment> byFirstPosition = new TreeMap<>();
    private long totalBytes;

    /** Adds a segment, or replaces what was known of it. */
    synchronized void put(Segment segment) {
        Segment before = byFirstPosition.put(segment.firstPosition(), segment);
        totalBytes += segment.endOffset() - (before == null ? 0 : before.endOffset());
    }

    synchronized void remove(Segment segment) {
        Segment before = byFirstPosition.remove(segment.firstPosition());
        totalBytes -= before == null ? 0 : before.endOffset();
    }

    /** The first segment that reaches this position or one behind it. */
    synchronized Optional<Segment> reaching(long position) {
        return byFirstPosition.values().stream()
                .filter(segment -> segment.lastPosition() >= position)
                .findFirst();
    }

    /** The first segment that begins at this position or behind it and whose records are there. */
    synchronized Optional<Segment> beginningAt(long position) {
        return byFirstPosition.tailMap(position).values().stream()
                .filter(segment -> !segment.isDropped())
                .findFirst();
    }

    /** Those that hold nothing behind this position. */
    synchronized List<Segment> endingAtOrBefore(long position) {
        List<Segment> ending = new ArrayList<>(byFirstPosition.values());
        ending.removeIf(segment -> segment.lastPosition() > position);
        return ending;
    }

    /** Those whose records are there and reach beyond this position. */
    synchronized List<Segment> reachingBeyond(long position) {
        return byFirstPosition.values().stream()
                .filter(segment -> !segment.isDropped() && segment.lastPosition() > position)
                .toList();
    }

    synchronized List<Segment> dropped() {
        return byFirstPosition.values().stream().filter(Segment::isDropped).toList();
    }

    synchronized Optional<Segment> first() {
        return Optional.ofNullable(byFirstPosition.firstEntry()).map(Map.Entry::getValue);
    }

    synchronized long lastPosition() {
        return byFirstPosition.isEmpty()
                ? 0
                : byFirstPosition.lastEntry().getValue().lastPosition();
    }

    synchronized long totalBytes() {
        return totalBytes;
    }
}

package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads entry after entry through all segments and notes the positions that damage has taken. */
final class SpoolReader implements Closeable {

    /** Positions, from the first to the last of them, that were appended and cannot be read. */
    record Loss(long from, long to, Segment segment) {}

    private final Segments segments;
    private final List<Loss> losses = new ArrayList<>();
    private SegmentReader current;
    private volatile long nextPosition;
    private boolean closed;

    SpoolReader(Segments segments, long firstPosition) {
        this.segments = segments;
        this.nextPosition = firstPosition;
    }

    /** The smallest position that the next entry can have. */
    long nextPosition() {
        return nextPosition;
    }

    /** The next entry; empty if all that was appended has been read. */
    synchronized Optional<SpoolEntry> next() throws IOException {
        if (closed) {
            throw new IOException("the spool is closed");
        }
        Optional<SpoolEntry> entry = Optional.empty();
        Optional<Segment> segment = segments.reaching(nextPosition);
        while (entry.isEmpty() && segment.isPresent()) {
            entry = nextOf(segment.get());
            segment = segments.reaching(nextPosition);
        }
        return entry;
    }

    /** What damage has taken since this was asked last. */
    synchronized List<Loss> takeLosses() {
        List<Loss> taken = List.copyOf(losses);
        losses.clear();
        return taken;
    }

    /** Goes back to an entry that was read before. */
    synchronized void rewindTo(long position) throws IOException {
        closeCurrent();
        nextPosition = position;
    }

    /** Does something to a segment of which nothing has been read; false if something has. */
    synchronized boolean ifUnread(Segment segment, SegmentAction action) throws IOException {
        if (nextPosition > segment.firstPosition()) {
            return false;
        }
        action.apply(segment);
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        closeCurrent();
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private Optional<SpoolEntry> nextOf(Segment segment) throws IOException {
        Optional<SpoolEntry> entry =
                segment.isDropped() ? Optional.empty() : readerOf(segment).next(segment, nextPosition);
        long reached = entry.map(SpoolEntry::position)
                .orElse(segment.isDropped() ? segment.firstPosition() : segment.lastPosition() + 1);
        if (reached > nextPosition) {
            losses.add(new Loss(nextPosition, reached - 1, segment));
        }
        nextPosition = entry.map(SpoolEntry::position).orElse(segment.lastPosition()) + 1;
        return entry;
    }

    private SegmentReader readerOf(Segment segment) throws IOException {
        if (current == null || !current.path().equals(segment.file())) {
            closeCurrent();
            current = new SegmentReader(segment.file());
        }
        return current;
    }

    /** What is done to a segment. */
    interface SegmentAction {
        void apply(Segment segment) throws IOException;
    }
}

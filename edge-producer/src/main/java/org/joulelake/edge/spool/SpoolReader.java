package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads entry after entry through all segments and reports the positions that damage has taken. */
final class SpoolReader implements Closeable {

    /** Told of positions that were appended and cannot be read. */
    interface LossListener {

        /** Positions from the first to the last of these are lost. */
        void lost(long from, long to, Segment segment) throws IOException;
    }

    private final Segments segments;
    private final LossListener losses;
    private SegmentReader current;
    private volatile long nextPosition;
    private boolean closed;

    SpoolReader(Segments segments, long firstPosition, LossListener losses) {
        this.segments = segments;
        this.losses = losses;
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
        Optional<SpoolEntry> entry = readerOf(segment).next(segment, nextPosition);
        long reached = entry.map(SpoolEntry::position).orElse(segment.lastPosition() + 1);
        if (reached > nextPosition) {
            losses.lost(nextPosition, reached - 1, segment);
        }
        nextPosition = entry.isPresent() ? reached + 1 : reached;
        return entry;
    }

    private SegmentReader readerOf(Segment segment) throws IOException {
        if (current == null || !current.path().equals(segment.file())) {
            closeCurrent();
            current = new SegmentReader(segment.file());
        }
        return current;
    }
}

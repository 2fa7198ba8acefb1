package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the segments that nobody needs, and drops one that is needed when it has to. What is known of the entries is
 * on the disk before their segment goes: how far they are acknowledged, and what follows from them. Guarded by the
 * keeper; takes the spool's lock to look at what is in memory.
 */
final class Retention {

    private final Disk disk;
    private final Path directory;
    private final SpoolLock lock;
    private final Segments segments;
    private final SegmentAppender appender;
    private final Acknowledgements acknowledgements;
    private final FoldFile fold;
    private final SpoolReader reader;
    private final SpoolTally tally;
    private final Saving saving;
    private final TrimAfter trimAfter;
    private volatile long released;

    Retention(Disk disk, SpoolSettings settings, SpoolLock lock, SpoolParts parts, Saving saving) {
        this.disk = disk;
        directory = settings.directory();
        this.lock = lock;
        segments = parts.segments();
        appender = parts.appender();
        acknowledgements = parts.acknowledgements();
        fold = parts.fold();
        reader = parts.reader();
        tally = parts.tally();
        this.saving = saving;
        trimAfter = settings.trimAfter();
    }

    /** All up to this position is in the lake. One thread says so. */
    void release(long position) {
        released = Math.max(released, position);
    }

    /** Deletes what is not needed; true if there was something. A disk that does not let us is tried again later. */
    boolean deleteUnneeded() {
        long unneeded = lock.get(acknowledgements::position);
        return deleteUpTo(trimAfter == TrimAfter.LAKE ? Math.min(released, unneeded) : unneeded);
    }

    /** Deletes also what only waits for its release; true if there was something. */
    boolean deleteAcknowledged() {
        return deleteUpTo(lock.get(acknowledgements::position));
    }

    /** Notes on the disk how far all is acknowledged, if that is due. */
    void saveIfDue() {
        if (lock.get(acknowledgements::isSaveDue)) {
            saving.trySave(saving.foldedPosition());
        }
    }

    /** Drops the oldest segment of which nothing was polled, but not the one that is written to; false if there is none. */
    boolean dropOldest() {
        Optional<Segment> oldest = lock.get(
                () -> segments.beginningAt(reader.nextPosition()).filter(segment -> !appender.isWriting(segment)));
        try {
            if (oldest.isEmpty()
                    || !isSaved(oldest.get())
                    || !reader.ifUnread(oldest.get(), segment -> lock.get(() -> takeOut(segment)))) {
                return false;
            }
        } catch (IOException e) {
            tally.failedWrite(e);
            return false;
        }
        finishDropping(oldest.get());
        tally.droppedOldest(oldest.get());
        return true;
    }

    private boolean isSaved(Segment segment) {
        return saving.foldedPosition() >= segment.lastPosition() || saving.trySave(segment.lastPosition());
    }

    /** From the renaming on it is dropped, whatever fails; who reads must know when he comes across it. */
    private boolean takeOut(Segment segment) throws IOException {
        Segment dropped = segment.dropped();
        disk.rename(segment.file(), dropped.file());
        segments.put(dropped);
        return acknowledgements.lose(segment.firstPosition(), segment.lastPosition());
    }

    private void finishDropping(Segment segment) {
        Path file = segment.dropped().file();
        try {
            disk.forceDirectory(directory);
            tellDropped(segment, file);
            disk.cut(file, 0);
        } catch (IOException e) {
            tally.notKept(e);
        }
    }

    private void tellDropped(Segment segment, Path file) throws IOException {
        try (SegmentReader content = new SegmentReader(file)) {
            Optional<SpoolEntry> next = content.next(segment, segment.firstPosition());
            while (next.isPresent()) {
                SpoolEntry entry = next.get();
                lock.run(() -> fold.drop(entry));
                next = content.next(segment, entry.position() + 1);
            }
        }
    }

    private boolean deleteUpTo(long position) {
        List<Segment> deletable = lock.get(() -> {
            List<Segment> ended = segments.endingAtOrBefore(position);
            ended.removeIf(appender::isWriting);
            return ended;
        });
        if (deletable.isEmpty()) {
            return false;
        }
        if (!saving.trySave(deletable.get(deletable.size() - 1).lastPosition())) {
            deletable.removeIf(this::isNeededWhileNothingCanBeSaved);
        }
        return delete(deletable);
    }

    /** The name of the segment behind it tells as well that a segment was not needed any longer. */
    private boolean isNeededWhileNothingCanBeSaved(Segment segment) {
        return segment.lastPosition() > saving.foldedPosition()
                || segments.beginningAt(segment.lastPosition() + 1).isEmpty();
    }

    private boolean delete(List<Segment> deletable) {
        boolean deleted = false;
        try {
            for (Segment segment : deletable) {
                disk.delete(segment.file());
                segments.remove(segment);
                deleted = true;
            }
        } catch (IOException e) {
            tally.notKept(e);
        }
        if (deleted) {
            lock.freed();
        }
        return deleted;
    }
}

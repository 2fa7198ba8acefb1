package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.joulelake.edge.trouble.Obstruction;

/**
 * Deletes the segments that nobody needs, and drops one that is needed when it has to. What is known of the entries is
 * on the disk before their segment goes: how far they are acknowledged, and what follows from them. Guarded by its owner.
 */
final class Retention {

    private final Disk disk;
    private final Path directory;
    private final Segments segments;
    private final SegmentAppender appender;
    private final Acknowledgements acknowledgements;
    private final FoldFile fold;
    private final TrimAfter trimAfter;
    private final Obstruction obstruction;
    private long released;

    Retention(
            Disk disk,
            Path directory,
            Segments segments,
            SegmentAppender appender,
            Acknowledgements acknowledgements,
            FoldFile fold,
            TrimAfter trimAfter) {
        this.disk = disk;
        this.directory = directory;
        this.segments = segments;
        this.appender = appender;
        this.acknowledgements = acknowledgements;
        this.fold = fold;
        this.trimAfter = trimAfter;
        obstruction = new Obstruction("spool " + directory + " cannot note what is acknowledged or delete it");
    }

    /** All up to this position is in the lake. */
    void release(long position) {
        released = Math.max(released, position);
    }

    /** Deletes what is not needed; true if there was something. A disk that does not let us is tried again later. */
    boolean deleteUnneeded() {
        long unneeded = acknowledgements.position();
        return deleteUpTo(trimAfter == TrimAfter.LAKE ? Math.min(released, unneeded) : unneeded);
    }

    /** Deletes also what only waits for its release; true if there was something. */
    boolean deleteAcknowledged() {
        return deleteUpTo(acknowledgements.position());
    }

    /** Notes on the disk how far all is acknowledged, if that is due. */
    void saveIfDue() {
        if (acknowledgements.isSaveDue()) {
            trySave(fold.savedPosition());
        }
    }

    /**
     * As {@link #save}, at the start: shows early whether the directory can be written. A spool that holds something
     * begins all the same, since what it holds can be sent, which may be what makes room.
     */
    void saveAtStart() throws IOException {
        try {
            save();
        } catch (IOException e) {
            if (segments.first().isEmpty()) {
                throw e;
            }
            obstruction.met(Reason.of(e));
        }
    }

    /** Notes on the disk all that a later life must know. */
    void save() throws IOException {
        appender.force();
        fold.save();
        acknowledgements.save();
    }

    /** Whether the disk has no room for so many bytes; a disk that does not tell has. */
    boolean lacksSpaceFor(int bytes) {
        try {
            return disk.usableBytes(directory) < bytes;
        } catch (IOException e) {
            obstruction.met(Reason.of(e));
            return false;
        }
    }

    /** Drops the oldest segment of which nothing was polled, but not the one that is written to. */
    Optional<Segment> dropOldest(SpoolReader reader) throws IOException {
        Optional<Segment> oldest = segments.beginningAt(reader.nextPosition()).filter(s -> !appender.isWriting(s));
        if (oldest.isEmpty() || !saved(oldest.get().lastPosition()) || !reader.ifUnread(oldest.get(), this::drop)) {
            return Optional.empty();
        }
        acknowledgements.lose(oldest.get().firstPosition(), oldest.get().lastPosition());
        return oldest;
    }

    /** From the renaming on it is dropped, whatever fails. */
    private void drop(Segment segment) throws IOException {
        Segment dropped = segment.dropped();
        disk.rename(segment.file(), dropped.file());
        segments.put(dropped);
        try {
            disk.forceDirectory(directory);
            tellDropped(segment, dropped.file());
            disk.cut(dropped.file(), 0);
        } catch (IOException e) {
            obstruction.met(Reason.of(e));
        }
    }

    private void tellDropped(Segment segment, Path file) throws IOException {
        try (SegmentReader content = new SegmentReader(file)) {
            Optional<SpoolEntry> entry = content.next(segment, segment.firstPosition());
            while (entry.isPresent()) {
                fold.drop(entry.get());
                entry = content.next(segment, entry.get().position() + 1);
            }
        }
    }

    private boolean deleteUpTo(long position) {
        List<Segment> deletable = segments.endingAtOrBefore(position);
        deletable.removeIf(appender::isWriting);
        if (deletable.isEmpty()) {
            return false;
        }
        if (!trySave(deletable.get(deletable.size() - 1).lastPosition())) {
            deletable.removeIf(this::isNeededWhileNothingCanBeSaved);
        }
        return delete(deletable);
    }

    /** The name of the segment behind it tells as well that a segment was not needed any longer. */
    private boolean isNeededWhileNothingCanBeSaved(Segment segment) {
        return segment.lastPosition() > fold.savedPosition()
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
            obstruction.met(Reason.of(e));
        }
        return deleted;
    }

    private boolean saved(long position) {
        return fold.savedPosition() >= position || trySave(position);
    }

    private boolean trySave(long foldedPosition) {
        try {
            if (fold.savedPosition() < foldedPosition) {
                appender.force();
                fold.save();
            }
            acknowledgements.save();
            obstruction.over();
            return true;
        } catch (IOException e) {
            obstruction.met(Reason.of(e));
            return false;
        }
    }
}

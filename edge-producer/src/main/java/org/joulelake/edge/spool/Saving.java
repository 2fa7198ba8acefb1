package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forces what was appended, and saves what a later life must know: what follows from the entries, and how far they are
 * acknowledged. Each is saved as it was at one moment, after all that it speaks of was forced, or its failure told. Guarded by the keeper;
 * takes the spool's lock for that moment only.
 */
final class Saving {

    private final Disk disk;
    private final Path directory;
    private final SpoolLock lock;
    private final Segments segments;
    private final SegmentAppender appender;
    private final FoldFile fold;
    private final Acknowledgements acknowledgements;
    private final AcknowledgedFile acknowledgedFile;
    private final SpoolTally tally;

    Saving(Disk disk, Path directory, SpoolLock lock, SpoolParts parts) {
        this.disk = disk;
        this.directory = directory;
        this.lock = lock;
        segments = parts.segments();
        appender = parts.appender();
        fold = parts.fold();
        acknowledgements = parts.acknowledgements();
        acknowledgedFile = new AcknowledgedFile(disk, directory);
        tally = parts.tally();
    }

    /** What is to be forced and saved, as it was at one moment. */
    private record Moment(
            SegmentAppender.Unforced files, Optional<FoldFile.Seen> seen, long acknowledged, int acknowledgedUnsaved) {}

    /** Last position that the fold will have seen after a restart without its entry. */
    long foldedPosition() {
        return fold.savedPosition();
    }

    /** Whether a segment has ended of which nothing saved tells that it was forced. */
    boolean isBehind() {
        return lock.get(() -> fold.isBehind(appender.endedPosition()));
    }

    /** Forces all that was appended; what fails is told as well. */
    void force() throws IOException {
        force(lock.get(appender::unforced));
    }

    /**
     * As {@link #force}. If a segment has ended, what the fold has seen is saved, so that a later life need not doubt that
     * segment. What fails is told.
     */
    void forceNow() {
        Moment moment = lock.get(() -> moment(fold.isBehind(appender.endedPosition())));
        try {
            force(moment.files());
        } catch (IOException told) {
            return;
        }
        try {
            if (moment.seen().isPresent()) {
                fold.save(moment.seen().get());
                tally.kept();
            }
        } catch (IOException e) {
            tally.notKept(e);
        }
    }

    /** Forces all; saves what the fold has seen, if less than up to this position is saved, and what is acknowledged. */
    void save(long foldedPosition) throws IOException {
        Moment moment = lock.get(() -> moment(fold.savedPosition() < foldedPosition));
        force(moment.files());
        if (moment.seen().isPresent()) {
            fold.save(moment.seen().get());
        }
        acknowledgedFile.write(moment.acknowledged());
        lock.run(() -> acknowledgements.saved(moment.acknowledgedUnsaved()));
    }

    /** Saves all there is to save. */
    void save() throws IOException {
        save(Long.MAX_VALUE);
    }

    /** As {@link #save(long)}; a disk that does not let us is told of, and false. */
    boolean trySave(long foldedPosition) {
        try {
            save(foldedPosition);
            tally.kept();
            return true;
        } catch (IOException e) {
            tally.notKept(e);
            return false;
        }
    }

    /**
     * As {@link #save()}, at the start, where an earlier life may have died before it had forced the last segments: shows
     * early whether the directory can be written. A spool that holds something begins all the same, since what it holds
     * can be sent, which may be what makes room.
     */
    void saveAtStart() throws IOException {
        try {
            for (Segment segment : segments.reachingBeyond(fold.savedPosition())) {
                disk.cut(segment.file(), segment.endOffset());
            }
            disk.forceDirectory(directory);
            save();
        } catch (IOException e) {
            if (segments.first().isEmpty()) {
                throw e;
            }
            tally.notKept(e);
        }
    }

    private Moment moment(boolean withFold) {
        return new Moment(
                appender.unforced(),
                withFold ? Optional.of(fold.seen()) : Optional.empty(),
                acknowledgements.position(),
                acknowledgements.unsaved());
    }

    /**
     * Forces files, one after the other. One that cannot be forced is told of and left: nobody knows what of it is on the
     * disk, and a second try would say that all is well. What is appended then goes to the next segment.
     */
    private void force(SegmentAppender.Unforced files) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Disk.OpenFile file : files.ended()) {
            tryTo(file::force, failures);
            leave(file, failures);
        }
        if (files.active().isPresent() && !tryTo(files.active().get()::force, failures)) {
            leave(files.active().get(), failures);
        }
        failures.forEach(tally::failedForce);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        tally.forced();
    }

    private void leave(Disk.OpenFile file, List<IOException> failures) {
        lock.run(() -> appender.leave(file));
        tryTo(file::close, failures);
    }

    private static boolean tryTo(SpoolLock.Step<IOException> attempt, List<IOException> failures) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            failures.add(e);
            return false;
        }
    }
}

package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.joulelake.cli.CommandException;

/**
 * A spool in a directory of append-only files.
 *
 * <pre>
 * DIR/lock                            held while the spool is open
 * DIR/acknowledged                    position up to which all is safe elsewhere
 * DIR/sessions                        what follows from all entries, see {@link SpoolFold}
 * DIR/0000000000000000001.segment     records 1, 2, 3 ...        complete, deleted when nobody needs them
 * DIR/0000000000000000913-0000000000000001821.dropped            records that a full spool has dropped
 * DIR/0000000000000001822.segment     records 1822 ...           appended to; begun anew by each process
 *          ^ acknowledged                ^ polled                   ^ appended
 * </pre>
 *
 * The records are described at {@link RecordFormat}. A record that no longer verifies is passed over, counted and
 * logged; those around it are delivered. A disk that fails is tried again and again.
 */
public final class SegmentedSpool implements Spool {

    /** Smallest limit of size that {@link #open} takes, in bytes. */
    public static final long MIN_BYTES = SpoolLimits.MIN_BYTES;

    /** How long an append waits for room before it looks again whether the disk takes something. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path directory;
    private final SpoolLimits limits;
    private final WhenFull whenFull;
    private final DirectoryLock directoryLock;
    private final Segments segments;
    private final Acknowledgements acknowledgements;
    private final SegmentAppender appender;
    private final FoldFile fold;
    private final Retention retention;
    private final SpoolReader reader;
    private final PeriodicForce force;
    private final SpoolTally tally;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final Condition freed = lock.newCondition();
    private boolean closed;

    private SegmentedSpool(
            SpoolSettings settings, SpoolLimits limits, Disk disk, SpoolFold spoolFold, DirectoryLock directoryLock)
            throws IOException {
        directory = settings.directory();
        this.limits = limits;
        whenFull = settings.whenFull();
        this.directoryLock = directoryLock;
        tally = new SpoolTally(directory, whenFull);
        SegmentRecovery.Recovered recovered = SegmentRecovery.recover(disk, directory);
        segments = recovered.segments();
        fold = new FoldFile(disk, directory, spoolFold);
        AcknowledgedFile file = new AcknowledgedFile(disk, directory);
        long beforeHeld = segments.first().map(Segment::firstPosition).orElse(fold.position() + 1) - 1;
        acknowledgements = new Acknowledgements(file, Math.max(file.read().orElse(beforeHeld), beforeHeld));
        long last = Math.max(segments.lastPosition(), acknowledgements.position());
        countLostEnd(last, recovered.damagedLast());
        appender = new SegmentAppender(
                disk, directory, segments, limits, settings.fsync(), Math.max(last, fold.position()) + 1);
        retention = new Retention(disk, directory, segments, appender, acknowledgements, fold, settings.trimAfter());
        segments.dropped().forEach(gone -> acknowledgements.lose(gone.firstPosition(), gone.lastPosition()));
        scan(fold.position() + 1, Long.MAX_VALUE, fold::append);
        reader = new SpoolReader(segments, acknowledgements.position() + 1);
        retention.save();
        force = PeriodicForce.start(settings.fsync(), this::forceOrTell);
    }

    /**
     * Opens a spool; its directory is made if it is missing.
     *
     * @param fold told of all that was and will be appended
     * @throws CommandException if the directory is in use or cannot be used, or if the limit of size is below
     *     {@link #MIN_BYTES}
     */
    public static SegmentedSpool open(SpoolSettings settings, SpoolFold fold) {
        return open(settings, SpoolLimits.of(settings.maxBytes()), new RealDisk(), fold);
    }

    /** A spool that waits when it is full, keeps nothing that is acknowledged, and tells nobody. */
    public static SegmentedSpool open(Path directory, FsyncPolicy fsync, long maxBytes) {
        return open(SpoolSettings.of(directory, fsync, maxBytes), SpoolFold.NONE);
    }

    static SegmentedSpool open(SpoolSettings settings, SpoolLimits limits, Disk disk, SpoolFold fold) {
        Path directory = settings.directory();
        DirectoryLock directoryLock = null;
        try {
            Files.createDirectories(directory);
            directoryLock = DirectoryLock.take(directory);
            return new SegmentedSpool(settings, limits, disk, fold, directoryLock);
        } catch (IOException e) {
            closeQuietly(directoryLock, e);
            throw new CommandException(
                    "spool %s cannot be used: %s; choose a directory that can be written"
                            .formatted(directory, Reason.of(e)),
                    e);
        }
    }

    @Override
    public OptionalLong append(String key, byte[] message) throws IOException, InterruptedException {
        byte[] keyBytes = RecordFormat.checkedKey(key, message);
        lock.lockInterruptibly();
        try {
            requireOpen();
            OptionalLong position = attempt(keyBytes, message);
            while (position.isEmpty() && makesRoom()) {
                requireOpen();
                position = attempt(keyBytes, message);
            }
            if (position.isPresent()) {
                fold.append(new SpoolEntry(position.getAsLong(), key, message));
                appended.signalAll();
            }
            return position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<SpoolEntry> poll(Duration timeout) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        Optional<SpoolEntry> entry = read();
        while (entry.isEmpty() && awaitAppended(deadlineNanos)) {
            entry = read();
        }
        return entry;
    }

    @Override
    public void acknowledge(long position) throws IOException {
        if (position >= reader.nextPosition()) {
            throw new IllegalArgumentException("position " + position + " was not polled yet");
        }
        lock.lock();
        try {
            requireOpen();
            acknowledgements.advanceTo(position);
            deleteUnneeded();
            retention.saveIfDue();
        } finally {
            lock.unlock();
        }
    }

    /** All entries up to and including this position are in the lake, see {@link TrimAfter#LAKE}. */
    public void release(long position) {
        lock.lock();
        try {
            retention.release(position);
            deleteUnneeded();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rewind() throws IOException {
        lock.lock();
        try {
            reader.rewindTo(acknowledgements.position() + 1);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long lastPosition() {
        lock.lock();
        try {
            return appender.lastPosition();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long acknowledgedPosition() {
        lock.lock();
        try {
            return acknowledgements.position();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long backlog() {
        lock.lock();
        try {
            return acknowledgements.backlog(appender.lastPosition());
        } finally {
            lock.unlock();
        }
    }

    /** What was lost since the spool was opened, as far as opening and polling have come across it. */
    public SpoolCounts counts() {
        return tally.counts();
    }

    /** The last position of the oldest segment that is complete and acknowledged; empty if there is none. */
    public OptionalLong oldestAcknowledgedEnd() {
        lock.lock();
        try {
            return segments.first()
                    .filter(segment -> !appender.isWriting(segment))
                    .map(Segment::lastPosition)
                    .filter(last -> last <= acknowledgements.position())
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } finally {
            lock.unlock();
        }
    }

    /** Hands out the entries between two positions that the spool holds, whatever was polled or acknowledged. */
    public void scan(long fromPosition, long toPosition, Consumer<SpoolEntry> action) throws IOException {
        try (SpoolReader all = new SpoolReader(segments, fromPosition)) {
            Optional<SpoolEntry> entry = all.next();
            while (entry.isPresent() && entry.get().position() <= toPosition) {
                action.accept(entry.get());
                entry = all.next();
            }
        }
    }

    /** Returns when all that was appended, and what follows from it, is on the disk. */
    public void save() throws IOException {
        lock.lock();
        try {
            requireOpen();
            retention.save();
        } finally {
            lock.unlock();
        }
    }

    /** Forces what was appended and notes what is acknowledged. Who waits to append or poll gets an IOException. */
    @Override
    public void close() throws IOException {
        try {
            closeWriting();
        } finally {
            reader.close();
            directoryLock.close();
        }
    }

    private void closeWriting() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            appended.signalAll();
            freed.signalAll();
            force.stop();
            appender.close();
            retention.deleteUnneeded();
            retention.save();
        } finally {
            lock.unlock();
        }
    }

    /** Appends if there is room and the disk lets us: after a failed write there is a second try, in a new segment. */
    private OptionalLong attempt(byte[] key, byte[] message) {
        if (segments.totalBytes() + RecordFormat.length(key, message) > limits.maxBytes()) {
            tally.full(limits.maxBytes());
            return OptionalLong.empty();
        }
        OptionalLong position = write(key, message);
        return position.isPresent() ? position : write(key, message);
    }

    private OptionalLong write(byte[] key, byte[] message) {
        try {
            OptionalLong position = OptionalLong.of(appender.append(key, message));
            tally.written();
            return position;
        } catch (IOException e) {
            tally.failedWrite(e);
            return OptionalLong.empty();
        }
    }

    /** Does what the policy says; false if the message is to be dropped. */
    private boolean makesRoom() throws InterruptedException {
        if (whenFull == WhenFull.WAIT) {
            freed.awaitNanos(RETRY.toNanos());
            deleteUnneeded();
            return true;
        }
        if (whenFull == WhenFull.DROP_OLDEST && (retention.deleteAcknowledged() || dropsOldest())) {
            return true;
        }
        tally.droppedNewest();
        return false;
    }

    private boolean dropsOldest() {
        try {
            Optional<Segment> dropped = retention.dropOldest(reader);
            dropped.ifPresent(tally::droppedOldest);
            return dropped.isPresent();
        } catch (IOException e) {
            tally.failedWrite(e);
            return false;
        }
    }

    private Optional<SpoolEntry> read() throws IOException {
        Optional<SpoolEntry> entry = reader.next();
        for (SpoolReader.Loss loss : reader.takeLosses()) {
            count(loss);
        }
        return entry;
    }

    /** Whether there is something to read; false if there was none until the deadline. */
    private boolean awaitAppended(long deadlineNanos) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            while (segments.lastPosition() < reader.nextPosition()) {
                long remainingNanos = deadlineNanos - System.nanoTime();
                if (remainingNanos <= 0) {
                    return false;
                }
                appended.awaitNanos(remainingNanos);
                requireOpen();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forceOrTell() {
        try {
            appender.force();
            tally.forced();
        } catch (IOException e) {
            tally.failedForce(e);
        }
    }

    /**
     * Counts what an earlier life accepted last and has lost. What follows from the entries knows of them, or what is
     * left of the last one shows that it was whole; its position is given to the next message then.
     */
    private void countLostEnd(long last, OptionalLong damagedLast) {
        if (fold.position() > last) {
            tally.lostEnd(last + 1, fold.position());
            acknowledgements.lose(last + 1, fold.position());
        } else if (damagedLast.isPresent() && damagedLast.getAsLong() > acknowledgements.position()) {
            tally.lostEnd(damagedLast.getAsLong(), damagedLast.getAsLong());
        }
    }

    private void count(SpoolReader.Loss loss) {
        lock.lock();
        try {
            if (acknowledgements.lose(loss.from(), loss.to())) {
                tally.damaged(loss);
            }
            deleteUnneeded();
        } finally {
            lock.unlock();
        }
    }

    private void deleteUnneeded() {
        if (retention.deleteUnneeded()) {
            freed.signalAll();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("spool " + directory + " is closed");
        }
    }

    private static void closeQuietly(DirectoryLock directoryLock, IOException cause) {
        if (directoryLock == null) {
            return;
        }
        try {
            directoryLock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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
 *
 * <p>Unless each message is to be forced, an append writes to the operating system and waits for nothing else, as long
 * as there is room: forcing, saving and deleting are done beside it, see {@link Keeper}.
 */
public final class SegmentedSpool implements Spool {

    /** Smallest limit of size that {@link #open} takes, in bytes. */
    public static final long MIN_BYTES = SpoolLimits.MIN_BYTES;

    private final DirectoryLock directoryLock;
    private final SpoolLock lock;
    private final Segments segments;
    private final Acknowledgements acknowledgements;
    private final SegmentAppender appender;
    private final SpoolReader reader;
    private final SpoolTally tally;
    private final Keeper keeper;
    private final Intake intake;
    private final PeriodicForce force;

    private SegmentedSpool(
            SpoolParts parts,
            SpoolLock lock,
            Keeper keeper,
            Intake intake,
            SpoolSettings settings,
            DirectoryLock directoryLock) {
        this.directoryLock = directoryLock;
        this.lock = lock;
        segments = parts.segments();
        acknowledgements = parts.acknowledgements();
        appender = parts.appender();
        reader = parts.reader();
        tally = parts.tally();
        this.keeper = keeper;
        this.intake = intake;
        force = PeriodicForce.start(settings.directory(), settings.fsync(), keeper::force);
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
            return open(settings, limits, disk, fold, directoryLock);
        } catch (IOException e) {
            closeQuietly(directoryLock, e);
            throw new CommandException(
                    "spool %s cannot be used: %s; choose a directory that can be written"
                            .formatted(directory, Reason.of(e)),
                    e);
        }
    }

    private static SegmentedSpool open(
            SpoolSettings settings, SpoolLimits limits, Disk disk, SpoolFold fold, DirectoryLock directoryLock)
            throws IOException {
        SpoolParts parts = SpoolParts.recover(settings, limits, disk, fold);
        SpoolLock lock = new SpoolLock(settings.directory());
        Saving saving = new Saving(disk, settings.directory(), lock, parts);
        saving.saveAtStart();
        Keeper keeper = new Keeper(lock, parts, saving, new Retention(disk, settings, lock, parts, saving));
        Intake intake = new Intake(settings, limits, disk, lock, parts, keeper);
        return new SegmentedSpool(parts, lock, keeper, intake, settings, directoryLock);
    }

    @Override
    public OptionalLong append(String key, byte[] message) throws IOException, InterruptedException {
        return intake.append(key, message);
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
        lock.run(() -> {
            lock.requireOpen();
            acknowledgements.advanceTo(position);
        });
        keeper.tend();
    }

    /** All entries up to and including this position are in the lake, see {@link TrimAfter#LAKE}. */
    public void release(long position) {
        keeper.release(position);
    }

    @Override
    public void rewind() throws IOException {
        reader.rewindTo(acknowledgedPosition() + 1);
    }

    @Override
    public long lastPosition() {
        return lock.get(appender::lastPosition);
    }

    @Override
    public long acknowledgedPosition() {
        return lock.get(acknowledgements::position);
    }

    @Override
    public long backlog() {
        return lock.get(() -> acknowledgements.backlog(appender.lastPosition()));
    }

    /** What was lost since the spool was opened, as far as opening and polling have come across it. */
    public SpoolCounts counts() {
        return tally.counts();
    }

    /** The last position of the oldest segment that is complete and acknowledged; empty if there is none. */
    public OptionalLong oldestAcknowledgedEnd() {
        return lock.get(() -> segments.first()
                .filter(segment -> !appender.isWriting(segment))
                .map(Segment::lastPosition)
                .filter(last -> last <= acknowledgements.position())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
    }

    /** Hands out the entries between two positions that the spool holds, whatever was polled or acknowledged. */
    public void scan(long fromPosition, long toPosition, Consumer<SpoolEntry> action) throws IOException {
        SpoolParts.scan(segments, fromPosition, toPosition, action);
    }

    /** Returns when all that was appended, and what follows from it, is on the disk. */
    public void save() throws IOException {
        lock.requireOpen();
        keeper.save();
    }

    /** Forces what was appended and notes what is acknowledged. Who waits to append or poll gets an IOException. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
            force.stop();
            keeper.close();
        } finally {
            reader.close();
            directoryLock.close();
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
            lock.requireOpen();
            while (segments.lastPosition() < reader.nextPosition()) {
                long remainingNanos = deadlineNanos - System.nanoTime();
                if (remainingNanos <= 0) {
                    return false;
                }
                lock.awaitAppended(remainingNanos);
                lock.requireOpen();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void count(SpoolReader.Loss loss) {
        if (lock.get(() -> acknowledgements.lose(loss.from(), loss.to()))) {
            tally.damaged(loss);
        }
        keeper.tend();
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

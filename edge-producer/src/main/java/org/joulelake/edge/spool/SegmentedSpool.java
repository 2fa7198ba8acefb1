package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.joulelake.cli.CommandException;

/**
 * A spool in a directory of append-only files.
 *
 * <pre>
 * DIR/lock                            held while the spool is open
 * DIR/acknowledged                    position up to which all is safe elsewhere
 * DIR/0000000000000000001.segment     records 1, 2, 3 ...        complete, deleted when all are acknowledged
 * DIR/0000000000000000913.segment     records 913, 914 ...       complete
 * DIR/0000000000000001822.segment     records 1822 ...           appended to; begun anew by each process
 *          ^ acknowledged                ^ polled                   ^ appended
 * </pre>
 *
 * The records are described at {@link RecordFormat}. A record that no longer verifies is passed over, counted and
 * logged; those around it are delivered.
 */
public final class SegmentedSpool implements Spool {

    /** Smallest limit of size that {@link #open} takes, in bytes. */
    public static final long MIN_BYTES = SpoolLimits.MIN_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(SegmentedSpool.class);

    private final Path directory;
    private final SpoolLimits limits;
    private final DirectoryLock directoryLock;
    private final Segments segments;
    private final Acknowledgements acknowledgements;
    private final SegmentAppender appender;
    private final SpoolReader reader;
    private final PeriodicForce force;
    private final AtomicLong damagedRecords = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final Condition freed = lock.newCondition();
    private boolean closed;

    private SegmentedSpool(Path directory, FsyncPolicy fsync, SpoolLimits limits, DirectoryLock directoryLock)
            throws IOException {
        this.directory = directory;
        this.limits = limits;
        this.directoryLock = directoryLock;
        AcknowledgedFile file = new AcknowledgedFile(directory);
        SegmentRecovery.Recovered recovered = SegmentRecovery.recover(directory);
        segments = recovered.segments();
        long firstHeld = segments.first().map(Segment::firstPosition).orElse(1L);
        acknowledgements = new Acknowledgements(file, Math.max(file.read().orElse(0), firstHeld - 1));
        long last = Math.max(segments.lastPosition(), acknowledgements.position());
        appender = new SegmentAppender(directory, segments, limits, fsync, last + 1);
        reader = new SpoolReader(segments, acknowledgements.position() + 1, this::lost);
        force = PeriodicForce.start(fsync, appender);
        recovered.damagedLast().ifPresent(this::countUnlessAcknowledged);
    }

    /**
     * Opens the spool in a directory, which is made if it is missing.
     *
     * @param fsync when appended messages are forced to the disk
     * @param maxBytes size at which appending waits until something is acknowledged; at least {@link #MIN_BYTES}
     * @throws CommandException if the directory is in use or cannot be used
     */
    public static SegmentedSpool open(Path directory, FsyncPolicy fsync, long maxBytes) {
        return open(directory, fsync, SpoolLimits.of(maxBytes));
    }

    static SegmentedSpool open(Path directory, FsyncPolicy fsync, SpoolLimits limits) {
        DirectoryLock directoryLock = null;
        try {
            Files.createDirectories(directory);
            directoryLock = DirectoryLock.take(directory);
            SegmentedSpool spool = new SegmentedSpool(directory, fsync, limits, directoryLock);
            spool.start();
            return spool;
        } catch (IOException e) {
            closeQuietly(directoryLock, e);
            throw new CommandException(
                    "spool %s cannot be used: %s; choose a directory that can be written"
                            .formatted(directory, reason(e)),
                    e);
        }
    }

    @Override
    public long append(String key, byte[] message) throws IOException, InterruptedException {
        byte[] keyBytes = RecordFormat.checkedKey(key, message);
        lock.lockInterruptibly();
        try {
            awaitRoomFor(RecordFormat.length(keyBytes, message));
            long position = appender.append(keyBytes, message);
            appended.signalAll();
            return position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<SpoolEntry> poll(Duration timeout) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        Optional<SpoolEntry> entry = reader.next();
        while (entry.isEmpty() && awaitAppended(deadlineNanos)) {
            entry = reader.next();
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
            deleteAcknowledged();
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

    /**
     * Entries that were appended and can no longer be read, as far as opening and polling have come across them. After a
     * loss of power it may count one whose append had not returned.
     */
    public long damagedRecords() {
        return damagedRecords.get();
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

    /** Writes once what a later crash must find, which shows early that the directory cannot be written. */
    private void start() throws IOException {
        lock.lock();
        try {
            acknowledgements.save();
            deleteAcknowledged();
        } finally {
            lock.unlock();
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
            deleteAcknowledged();
            acknowledgements.save();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoomFor(int recordBytes) throws IOException, InterruptedException {
        requireOpen();
        while (segments.totalBytes() + recordBytes > limits.maxBytes()) {
            freed.await();
            requireOpen();
        }
    }

    /** Whether there is something to read; false if there was none until the deadline. */
    private boolean awaitAppended(long deadlineNanos) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            while (appender.lastPosition() < reader.nextPosition()) {
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

    /** The position is given again to the next message: it is counted here, once, and nowhere waited for. */
    private void countUnlessAcknowledged(long position) {
        if (position > acknowledgements.position()) {
            LOG.error("{}: damage has taken record {}, the last one", directory, position);
            damagedRecords.incrementAndGet();
        }
    }

    private void lost(long from, long to, Segment segment) throws IOException {
        LOG.error("{}: damage has taken the records {} to {}", segment.file(), from, to);
        damagedRecords.addAndGet(to - from + 1);
        lock.lock();
        try {
            acknowledgements.lose(from, to);
            deleteAcknowledged();
        } finally {
            lock.unlock();
        }
    }

    private void deleteAcknowledged() throws IOException {
        List<Segment> deletable = segments.endingAtOrBefore(acknowledgements.position());
        deletable.removeIf(appender::isWriting);
        if (deletable.isEmpty()) {
            return;
        }
        acknowledgements.save();
        for (Segment segment : deletable) {
            Files.deleteIfExists(segment.file());
            segments.remove(segment);
        }
        freed.signalAll();
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

    /** Messages of file system exceptions are often no more than the file's name. */
    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? e.getMessage() : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}

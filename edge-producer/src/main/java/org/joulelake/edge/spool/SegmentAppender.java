package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes messages to the newest segment and begins a new one when that is full. A write that fails is taken back and
 * ends its segment, so that nothing follows half a record; so does a force that fails, since nobody knows what of that
 * segment is on the disk. Guarded by its owner, but for {@link #force()}.
 */
final class SegmentAppender implements Closeable {

    private final Disk disk;
    private final Path directory;
    private final Segments segments;
    private final SpoolLimits limits;
    private final FsyncPolicy fsync;
    private final AtomicReference<Disk.OpenFile> unforceable = new AtomicReference<>();
    private long nextPosition;
    private Segment active;
    private volatile Disk.OpenFile writer;

    SegmentAppender(
            Disk disk, Path directory, Segments segments, SpoolLimits limits, FsyncPolicy fsync, long nextPosition) {
        this.disk = disk;
        this.directory = directory;
        this.segments = segments;
        this.limits = limits;
        this.fsync = fsync;
        this.nextPosition = nextPosition;
    }

    /** Position of the entry that was appended last, in this life of the spool or an earlier one. */
    long lastPosition() {
        return nextPosition - 1;
    }

    /** Whether more may be appended to this segment. */
    boolean isWriting(Segment segment) {
        return writer != null && active.file().equals(segment.file());
    }

    long append(byte[] key, byte[] message) throws IOException {
        byte[] record = RecordFormat.encode(nextPosition, key, message);
        leaveUnforceable();
        if (writer != null && active.endOffset() + record.length > limits.segmentBytes()) {
            endSegment();
        }
        if (writer == null) {
            beginSegment();
        }
        write(record);
        active = active.grownTo(nextPosition, active.endOffset() + record.length);
        segments.put(active);
        return nextPosition++;
    }

    /** Forces what was appended to the segment that is being written; those before were forced when they ended. */
    void force() throws IOException {
        Disk.OpenFile current = writer;
        if (current == null) {
            return;
        }
        try {
            current.force();
        } catch (IOException e) {
            unforceable.set(current);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            endSegment();
        }
    }

    private void beginSegment() throws IOException {
        active = Segment.empty(directory, nextPosition);
        writer = disk.create(active.file());
    }

    private void endSegment() throws IOException {
        Disk.OpenFile ended = writer;
        writer = null;
        try (ended) {
            ended.force();
        }
    }

    private void leaveUnforceable() throws IOException {
        Disk.OpenFile failed = unforceable.getAndSet(null);
        if (failed != null && failed == writer) {
            writer = null;
            failed.close();
        }
    }

    private void write(byte[] record) throws IOException {
        try {
            writer.append(record);
            if (fsync.always()) {
                writer.force();
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
    }

    private void takeBack(IOException cause) {
        Disk.OpenFile failed = writer;
        writer = null;
        try (failed) {
            failed.cutTo(active.endOffset());
            failed.force();
            if (!active.hasRecords()) {
                disk.delete(active.file());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes messages to the newest segment and begins a new one when that is full. A write that fails is taken back and
 * ends its segment, so that nothing follows half a record. Guarded by its owner, but for {@link #force()}.
 */
final class SegmentAppender implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentAppender.class);

    private final Path directory;
    private final Segments segments;
    private final SpoolLimits limits;
    private final FsyncPolicy fsync;
    private final AtomicReference<IOException> forceFailure = new AtomicReference<>();
    private long nextPosition;
    private Segment active;
    private volatile SegmentWriter writer;

    SegmentAppender(Path directory, Segments segments, SpoolLimits limits, FsyncPolicy fsync, long nextPosition) {
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
        throwForceFailure();
        byte[] record = RecordFormat.encode(nextPosition, key, message);
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

    /** Forces what was appended; a failure is thrown by the next append. */
    void force() {
        SegmentWriter current = writer;
        if (current == null) {
            return;
        }
        try {
            current.force();
        } catch (IOException e) {
            LOG.error("Spool {} cannot be forced to the disk: {}", directory, e.getMessage());
            forceFailure.set(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            endSegment();
        }
        throwForceFailure();
    }

    private void beginSegment() throws IOException {
        active = Segment.empty(directory, nextPosition);
        writer = SegmentWriter.create(active.file());
    }

    private void endSegment() throws IOException {
        SegmentWriter ended = writer;
        writer = null;
        try (ended) {
            ended.force();
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

    /** The next append begins a segment: after a failed force nobody knows what of this one is on the disk. */
    private void takeBack(IOException cause) {
        SegmentWriter failed = writer;
        writer = null;
        try (failed) {
            failed.cutTo(active.endOffset());
            if (!active.hasRecords()) {
                Files.deleteIfExists(active.file());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void throwForceFailure() throws IOException {
        IOException failure = forceFailure.getAndSet(null);
        if (failure != null) {
            throw new IOException(
                    "spool %s could not be forced to the disk: %s".formatted(directory, failure.getMessage()), failure);
        }
    }
}

package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages to the newest segment and begins a new one when that is full. A write that fails is taken back and
 * ends its segment, so that nothing follows half a record. Forces nothing, unless the policy is to force each message:
 * the files of segments that have ended are kept open until somebody has forced them. Guarded by the spool's lock.
 */
final class SegmentAppender {

    private final Disk disk;
    private final Path directory;
    private final Segments segments;
    private final SpoolLimits limits;
    private final FsyncPolicy fsync;
    private final List<Disk.OpenFile> ended = new ArrayList<>();
    private long nextPosition;
    private long endedPosition;
    private Segment active;
    private Disk.OpenFile writer;

    SegmentAppender(
            Disk disk, Path directory, Segments segments, SpoolLimits limits, FsyncPolicy fsync, long nextPosition) {
        this.disk = disk;
        this.directory = directory;
        this.segments = segments;
        this.limits = limits;
        this.fsync = fsync;
        this.nextPosition = nextPosition;
    }

    /**
     * The files that must be forced, in this order, so that all that was appended is on the disk.
     *
     * @param ended nothing is appended to them any longer
     * @param active the newest, if more may be appended to it
     */
    record Unforced(List<Disk.OpenFile> ended, Optional<Disk.OpenFile> active) {}

    /** Position of the entry that was appended last, in this life of the spool or an earlier one. */
    long lastPosition() {
        return nextPosition - 1;
    }

    /** The last position of the segment of this life that has ended last; 0 if none has. */
    long endedPosition() {
        return endedPosition;
    }

    /** Whether more may be appended to this segment. */
    boolean isWriting(Segment segment) {
        return writer != null && active.file().equals(segment.file());
    }

    long append(byte[] key, byte[] message) throws IOException {
        byte[] record = RecordFormat.encode(nextPosition, key, message);
        if (writer != null && active.endOffset() + record.length > limits.segmentBytes()) {
            endFull();
        }
        if (writer == null) {
            active = Segment.empty(directory, nextPosition);
            writer = disk.create(active.file());
        }
        write(record);
        active = active.grownTo(nextPosition, active.endOffset() + record.length);
        segments.put(active);
        return nextPosition++;
    }

    Unforced unforced() {
        return new Unforced(List.copyOf(ended), Optional.ofNullable(writer));
    }

    /** Ends the newest segment. */
    void end() {
        if (writer != null) {
            ended.add(writer);
            endedPosition = active.lastPosition();
            writer = null;
        }
    }

    /** Has nothing more to do with a file, forced or not: who has tried to force it closes it. */
    void leave(Disk.OpenFile file) {
        if (file == writer) {
            end();
        }
        ended.remove(file);
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

    private void endFull() throws IOException {
        Disk.OpenFile full = writer;
        end();
        if (fsync.always()) {
            leaveAndClose(full);
        }
    }

    private void takeBack(IOException cause) {
        Disk.OpenFile failed = writer;
        end();
        try {
            failed.cutTo(active.endOffset());
            if (fsync.always()) {
                failed.force();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        try {
            if (fsync.always() || !active.hasRecords()) {
                leaveAndClose(failed);
            }
            if (!active.hasRecords()) {
                disk.delete(active.file());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void leaveAndClose(Disk.OpenFile file) throws IOException {
        leave(file);
        file.close();
    }
}

package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.edge.spool.RecordFormat.DamagedRecordException;

/**
 * Reads the records of one segment file from its start. Where a record is damaged it goes on at the next one that
 * verifies: where the damaged one says that it ends, or else wherever a whole record is found behind it. Not for several
 * threads.
 */
final class SegmentReader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

    private final Path path;
    private final RandomAccessFile file;
    private long offset;

    SegmentReader(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    Path path() {
        return path;
    }

    /** Bytes up to the end of the record that was read last. */
    long offset() {
        return offset;
    }

    /**
     * The next entry at or behind a position.
     *
     * @param segment what is to be read of the file: nothing behind its end and its last position
     * @param fromPosition entries before it are passed over
     * @return empty if there is none
     */
    Optional<SpoolEntry> next(Segment segment, long fromPosition) throws IOException {
        while (offset < segment.endOffset()) {
            Optional<SpoolEntry> entry = recordAt(offset, segment);
            if (entry.isEmpty()) {
                entry = recordBehindDamage(segment);
            }
            if (entry.isEmpty()) {
                return entry;
            }
            offset += lengthAt(offset, segment.endOffset());
            if (entry.get().position() >= fromPosition) {
                return entry;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Moves to the next record that verifies and reads it; stays where it is if there is none. */
    private Optional<SpoolEntry> recordBehindDamage(Segment segment) throws IOException {
        int statedLength = lengthAt(offset, segment.endOffset());
        if (statedLength > 0) {
            Optional<SpoolEntry> next = recordAt(offset + statedLength, segment);
            if (next.isPresent()) {
                offset += statedLength;
                return next;
            }
        }
        MarkSearch marks = new MarkSearch(file, offset + 1, segment.endOffset());
        for (long candidate = marks.next(); candidate >= 0; candidate = marks.next()) {
            Optional<SpoolEntry> next = recordAt(candidate, segment);
            if (next.isPresent()) {
                offset = candidate;
                return next;
            }
        }
        return Optional.empty();
    }

    private Optional<SpoolEntry> recordAt(long start, Segment segment) throws IOException {
        int length = lengthAt(start, segment.endOffset());
        if (length < 0) {
            return Optional.empty();
        }
        byte[] record = new byte[length];
        file.seek(start);
        file.readFully(record);
        try {
            SpoolEntry entry = RecordFormat.decode(record);
            return belongsTo(segment, entry) ? Optional.of(entry) : Optional.empty();
        } catch (DamagedRecordException e) {
            LOG.debug("{} at byte {}: {}", path, start, e.getMessage());
            return Optional.empty();
        }
    }

    /** A failed write may have left a record behind whose position was then given to the next segment's first. */
    private static boolean belongsTo(Segment segment, SpoolEntry entry) {
        return entry.position() >= segment.firstPosition() && entry.position() <= segment.lastPosition();
    }

    /** Length of the record that begins here, or -1 if none can begin here and end before the end. */
    private int lengthAt(long start, long end) throws IOException {
        if (end - start < RecordFormat.MIN_BYTES) {
            return -1;
        }
        byte[] header = new byte[RecordFormat.MIN_BYTES];
        file.seek(start);
        file.readFully(header);
        int length = RecordFormat.statedLength(ByteBuffer.wrap(header));
        return length <= end - start ? length : -1;
    }
}

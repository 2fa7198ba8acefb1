package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Finds the segments that an earlier life of the spool left, and their end. What ends at a position that is sure to have
 * been forced to the disk is not read here; behind it, the first segment that does not reach the next one, or has none,
 * is the last. What follows its last whole record is cut: it was being written when the process died, unless it has the
 * length of a record. Then it was accepted, most likely, and is reported as damaged. Segments that come behind it are
 * deleted: all is forced in its order, so they were not, and a recording goes on before what is missing.
 */
final class SegmentRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRecovery.class);

    /**
     * What is left.
     *
     * @param segments with intact ends
     * @param damagedLast position of a last record that was written and can no longer be read
     */
    record Recovered(Segments segments, OptionalLong damagedLast) {}

    private final Disk disk;
    private final long surePosition;
    private final Segments segments = new Segments();
    private OptionalLong damagedLast = OptionalLong.empty();

    private SegmentRecovery(Disk disk, long surePosition) {
        this.disk = disk;
        this.surePosition = surePosition;
    }

    /** @param surePosition what is saved says that all up to it was forced, or is not needed any longer */
    static Recovered recover(Disk disk, Path directory, long surePosition) throws IOException {
        SegmentRecovery recovery = new SegmentRecovery(disk, surePosition);
        Iterator<Segment> named = named(directory).iterator();
        Optional<Segment> segment = following(named);
        while (segment.isPresent()) {
            Optional<Segment> following = following(named);
            boolean last = recovery.add(segment.get(), following);
            while (last && following.isPresent()) {
                recovery.drop(following.get());
                following = following(named);
            }
            segment = following;
        }
        return new Recovered(recovery.segments, recovery.damagedLast);
    }

    private static Optional<Segment> following(Iterator<Segment> named) {
        return named.hasNext() ? Optional.of(named.next()) : Optional.empty();
    }

    private static List<Segment> named(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Segment::named)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(Segment::firstPosition))
                    .toList();
        }
    }

    /** Adds a segment, as far as it is there; true if the spool ends in it. */
    private boolean add(Segment named, Optional<Segment> following) throws IOException {
        long size = Files.size(named.file());
        long end = following.map(Segment::firstPosition).orElse(Long.MAX_VALUE) - 1;
        if (named.isDropped()) {
            disk.cut(named.file(), 0);
            segments.put(named);
            return false;
        }
        Segment intact = end <= surePosition ? named.grownTo(end, size) : intactPart(named.grownTo(end, size));
        if (intact.lastPosition() == end) {
            segments.put(named.grownTo(end, size));
            return false;
        }
        damagedLast = damagedLast(intact, size);
        cutTail(intact, size).ifPresent(segments::put);
        return true;
    }

    private void drop(Segment segment) throws IOException {
        LOG.warn(
                "{}: deleted, with {} bytes; what comes before them was not on the disk yet",
                segment.file(),
                Files.size(segment.file()));
        disk.delete(segment.file());
    }

    private static OptionalLong damagedLast(Segment intact, long size) throws IOException {
        long tailBytes = size - intact.endOffset();
        if (tailBytes > RecordFormat.MAX_BYTES) {
            return OptionalLong.empty();
        }
        byte[] tail = new byte[(int) tailBytes];
        try (RandomAccessFile file = new RandomAccessFile(intact.file().toFile(), "r")) {
            file.seek(intact.endOffset());
            file.readFully(tail);
        }
        return RecordFormat.wasWhole(tail) ? OptionalLong.of(intact.lastPosition() + 1) : OptionalLong.empty();
    }

    private Optional<Segment> cutTail(Segment intact, long size) throws IOException {
        if (intact.endOffset() < size) {
            LOG.warn(
                    "{}: cut {} bytes behind position {}, which are no record",
                    intact.file(),
                    size - intact.endOffset(),
                    intact.lastPosition());
            disk.cut(intact.file(), intact.endOffset());
        }
        if (intact.hasRecords()) {
            return Optional.of(intact);
        }
        disk.delete(intact.file());
        return Optional.empty();
    }

    private static Segment intactPart(Segment all) throws IOException {
        Segment intact = all.grownTo(all.firstPosition() - 1, 0);
        try (SegmentReader reader = new SegmentReader(all.file())) {
            Optional<SpoolEntry> entry = reader.next(all, all.firstPosition());
            while (entry.isPresent()) {
                intact = intact.grownTo(entry.get().position(), reader.offset());
                entry = reader.next(all, intact.lastPosition() + 1);
            }
        }
        return intact;
    }
}

package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Finds the segments that an earlier life of the spool left, and their end. What ends at a position that is sure to have
 * been forced to the disk is not read here; behind it, the first segment that does not reach the next one, or has none,
 * is the last. What follows its last whole record is cut: it was being written when the process died, unless it has the
 * length of a record. Then it was accepted, most likely, and is reported as damaged. Segments that come behind it are
 * deleted: what is forced is forced in its order, so they were not, and a recording goes on before what is missing. They go
 * before anything is cut, the last one first, so that a start after a death in the midst of it finds the same end.
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
        List<Segment> named = named(directory);
        for (int i = 0; i < named.size(); i++) {
            List<Segment> following = named.subList(i + 1, named.size());
            if (recovery.isLast(named.get(i), following)) {
                recovery.end(named.get(i), following);
                break;
            }
        }
        return new Recovered(recovery.segments, recovery.damagedLast);
    }

    private static List<Segment> named(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Segment::named)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(Segment::firstPosition))
                    .toList();
        }
    }

    /** Whether the spool ends in a segment; if it does not, the segment is added. */
    private boolean isLast(Segment named, List<Segment> following) throws IOException {
        if (named.isDropped()) {
            disk.cut(named.file(), 0);
            segments.put(named);
            return false;
        }
        if (following.isEmpty()) {
            return true;
        }
        long end = following.get(0).firstPosition() - 1;
        Segment whole = named.grownTo(end, Files.size(named.file()));
        if (end > surePosition && intactPart(whole).lastPosition() < end) {
            return true;
        }
        segments.put(whole);
        return false;
    }

    /** Adds what there is of the last segment. What comes behind it goes first, the last of it before all else. */
    private void end(Segment named, List<Segment> following) throws IOException {
        long size = Files.size(named.file());
        Segment intact = intactPart(named.grownTo(Long.MAX_VALUE - 1, size));
        damagedLast = damagedLast(intact, size);
        for (int i = following.size() - 1; i >= 0; i--) {
            drop(following.get(i));
        }
        cutTail(intact, size).ifPresent(segments::put);
    }

    private void drop(Segment segment) throws IOException {
        LOG.warn(
                "{}: deleted, with {} bytes; what comes before them was not on the disk yet, or is damaged",
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

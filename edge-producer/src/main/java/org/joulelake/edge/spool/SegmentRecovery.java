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
 * Finds the segments that an earlier life of the spool left. Only the last one is read: those before it were complete
 * and on the disk when it was begun. What follows its last whole record is cut: it was being written when the process
 * died, unless it has the length of a record. Then it was accepted, most likely, and is reported as damaged.
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
    private final Segments segments = new Segments();
    private OptionalLong damagedLast = OptionalLong.empty();

    private SegmentRecovery(Disk disk) {
        this.disk = disk;
    }

    static Recovered recover(Disk disk, Path directory) throws IOException {
        SegmentRecovery recovery = new SegmentRecovery(disk);
        List<Segment> named = named(directory);
        for (int i = 0; i < named.size(); i++) {
            recovery.add(named.get(i), i + 1 < named.size() ? Optional.of(named.get(i + 1)) : Optional.empty());
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

    private void add(Segment named, Optional<Segment> following) throws IOException {
        long size = Files.size(named.file());
        if (named.isDropped()) {
            disk.cut(named.file(), 0);
            segments.put(named);
        } else if (following.isPresent()) {
            segments.put(named.grownTo(following.get().firstPosition() - 1, size));
        } else {
            Segment intact = intactPart(named, size);
            damagedLast = damagedLast(intact, size);
            cutTail(intact, size).ifPresent(segments::put);
        }
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

    private static Segment intactPart(Segment start, long size) throws IOException {
        Segment all = start.grownTo(Long.MAX_VALUE, size);
        Segment intact = start;
        try (SegmentReader reader = new SegmentReader(start.file())) {
            Optional<SpoolEntry> entry = reader.next(all, start.firstPosition());
            while (entry.isPresent()) {
                intact = intact.grownTo(entry.get().position(), reader.offset());
                entry = reader.next(all, intact.lastPosition() + 1);
            }
        }
        return intact;
    }
}

package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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

    private SegmentRecovery() {}

    static Recovered recover(Path directory) throws IOException {
        List<Long> firstPositions = firstPositions(directory);
        Segments segments = new Segments();
        OptionalLong damagedLast = OptionalLong.empty();
        for (int i = 0; i < firstPositions.size(); i++) {
            Segment start = Segment.empty(directory, firstPositions.get(i));
            long size = Files.size(start.file());
            if (i + 1 < firstPositions.size()) {
                segments.put(start.grownTo(firstPositions.get(i + 1) - 1, size));
            } else {
                Segment intact = intactPart(start, size);
                damagedLast = damagedLast(intact, size);
                cutTail(intact, size).ifPresent(segments::put);
            }
        }
        return new Recovered(segments, damagedLast);
    }

    private static List<Long> firstPositions(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Segment::firstPositionOf)
                    .flatMap(Optional::stream)
                    .sorted()
                    .collect(Collectors.toList());
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

    private static Optional<Segment> cutTail(Segment intact, long size) throws IOException {
        if (intact.endOffset() < size) {
            LOG.warn(
                    "{}: cut {} bytes behind position {}, which are no record",
                    intact.file(),
                    size - intact.endOffset(),
                    intact.lastPosition());
            cut(intact);
        }
        if (intact.hasRecords()) {
            return Optional.of(intact);
        }
        Files.delete(intact.file());
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

    private static void cut(Segment intact) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(intact.file().toFile(), "rw")) {
            file.setLength(intact.endOffset());
            file.getFD().sync();
        }
    }
}

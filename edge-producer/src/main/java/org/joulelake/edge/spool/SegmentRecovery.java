package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the segments that an earlier life of the spool left. Only the last one is read: those before it were complete
 * and on the disk when it was begun. What follows its last whole record was being written when the process died, and is
 * cut.
 */
final class SegmentRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRecovery.class);

    private SegmentRecovery() {}

    static Segments recover(Path directory) throws IOException {
        List<Long> firstPositions = firstPositions(directory);
        Segments segments = new Segments();
        for (int i = 0; i < firstPositions.size(); i++) {
            Segment start = Segment.empty(directory, firstPositions.get(i));
            long size = Files.size(start.file());
            if (i + 1 < firstPositions.size()) {
                segments.put(start.grownTo(firstPositions.get(i + 1) - 1, size));
            } else {
                cutTornTail(start, size).ifPresent(segments::put);
            }
        }
        return segments;
    }

    private static List<Long> firstPositions(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Segment::firstPositionOf)
                    .flatMap(Optional::stream)
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static Optional<Segment> cutTornTail(Segment start, long size) throws IOException {
        Segment intact = intactPart(start, size);
        if (intact.endOffset() < size) {
            LOG.warn(
                    "{}: cut {} bytes behind position {}, which were not written completely",
                    start.file(),
                    size - intact.endOffset(),
                    intact.lastPosition());
            cut(intact);
        }
        if (intact.hasRecords()) {
            return Optional.of(intact);
        }
        Files.delete(start.file());
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

package org.joulelake.edge.spool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of one segment file at one moment.
 *
 * @param file named after the first position; after the first and the last if its records were dropped
 * @param firstPosition position of its first record
 * @param lastPosition position of its last record; {@code firstPosition - 1} while it has none
 * @param endOffset bytes up to the end of its last record; 0 if they were dropped
 */
record Segment(Path file, long firstPosition, long lastPosition, long endOffset) {

    private static final Pattern NAME = Pattern.compile("(0\\d{18})(?:\\.segment|-(0\\d{18})\\.dropped)");

    static Segment empty(Path directory, long firstPosition) {
        Path file = directory.resolve("%019d.segment".formatted(firstPosition));
        return new Segment(file, firstPosition, firstPosition - 1, 0);
    }

    /** What a file's name says: an empty segment, or one whose records were dropped; empty if it is no segment. */
    static Optional<Segment> named(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(name.group(1));
        long last = name.group(2) == null ? first - 1 : Long.parseLong(name.group(2));
        return Optional.of(new Segment(file, first, last, 0));
    }

    Segment grownTo(long position, long offset) {
        return new Segment(file, firstPosition, position, offset);
    }

    /** What remains of it when its records are dropped. */
    Segment dropped() {
        Path name = file.resolveSibling("%019d-%019d.dropped".formatted(firstPosition, lastPosition));
        return new Segment(name, firstPosition, lastPosition, 0);
    }

    boolean isDropped() {
        return file.toString().endsWith(".dropped");
    }

    boolean hasRecords() {
        return lastPosition >= firstPosition;
    }
}

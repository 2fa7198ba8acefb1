package org.joulelake.edge.spool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of one segment file at one moment.
 *
 * @param file named after the first position
 * @param firstPosition position of its first record
 * @param lastPosition position of its last record; {@code firstPosition - 1} while it has none
 * @param endOffset bytes up to the end of its last record
 */
record Segment(Path file, long firstPosition, long lastPosition, long endOffset) {

    private static final Pattern NAME = Pattern.compile("(0\\d{18})\\.segment");

    static Segment empty(Path directory, long firstPosition) {
        Path file = directory.resolve("%019d.segment".formatted(firstPosition));
        return new Segment(file, firstPosition, firstPosition - 1, 0);
    }

    /** The first position that a file's name states; empty if the file is no segment. */
    static Optional<Long> firstPositionOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
    }

    Segment grownTo(long position, long offset) {
        return new Segment(file, firstPosition, position, offset);
    }

    boolean hasRecords() {
        return lastPosition >= firstPosition;
    }
}

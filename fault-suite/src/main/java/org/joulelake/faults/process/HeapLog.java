package org.joulelake.faults.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM's own log of its garbage collections ({@code -Xlog:gc}) says of its heap.
 *
 * @param collections how many there were
 * @param peakMegabytes most that was in use when one began
 * @param liveMegabytes most that was still in use after a full collection, which finds all that is not; 0 if there was
 *     none
 */
public record HeapLog(long collections, long peakMegabytes, long liveMegabytes) {

    private static final Pattern COLLECTION = Pattern.compile(".* Pause (\\w+) .* (\\d+)M->(\\d+)M\\(\\d+M\\).*");

    /** Option of a JVM that writes such a log. */
    public static String option(Path file) {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /** Reads a log. */
    public static HeapLog read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::matches)
                    .map(HeapLog::of)
                    .reduce(new HeapLog(0, 0, 0), HeapLog::plus);
        }
    }

    private static HeapLog of(Matcher pause) {
        boolean full = pause.group(1).equals("Full");
        return new HeapLog(1, Long.parseLong(pause.group(2)), full ? Long.parseLong(pause.group(3)) : 0);
    }

    private HeapLog plus(HeapLog other) {
        return new HeapLog(
                collections + other.collections,
                Math.max(peakMegabytes, other.peakMegabytes),
                Math.max(liveMegabytes, other.liveMegabytes));
    }
}

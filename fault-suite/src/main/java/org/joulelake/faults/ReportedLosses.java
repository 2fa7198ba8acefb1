package org.joulelake.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the edge has logged as lost, in all its lives.
 *
 * @param blocks how many
 * @param namedSamples samples of those that it could still name; of a damaged one it cannot
 * @param unnamed of the blocks, those that it could not name
 */
record ReportedLosses(long blocks, long namedSamples, long unnamed) {

    private static final Pattern DROPPED = Pattern.compile(".* Dropped block \\d+ of .*: samples (\\d+) to (\\d+)");
    private static final Pattern DAMAGED =
            Pattern.compile(".*(?:damage has taken the records|: the records) (\\d+) to (\\d+)(?: are lost.*)?");

    static final ReportedLosses NONE = new ReportedLosses(0, 0, 0);

    /** Reads the edge's log. */
    static ReportedLosses read(Path edgeLog) throws IOException {
        try (Stream<String> lines = Files.lines(edgeLog)) {
            return lines.map(ReportedLosses::of).reduce(NONE, ReportedLosses::plus);
        }
    }

    private static ReportedLosses of(String line) {
        Matcher dropped = DROPPED.matcher(line);
        if (dropped.matches()) {
            return new ReportedLosses(1, length(dropped), 0);
        }
        Matcher damaged = DAMAGED.matcher(line);
        return damaged.matches() ? new ReportedLosses(length(damaged), 0, length(damaged)) : NONE;
    }

    private static long length(Matcher range) {
        return Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
    }

    private ReportedLosses plus(ReportedLosses other) {
        return new ReportedLosses(blocks + other.blocks, namedSamples + other.namedSamples, unnamed + other.unnamed);
    }
}

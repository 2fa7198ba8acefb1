package org.joulelake.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

import org.joulelake.faults.check.CheckResult;

/**
 * What became of a run.
 *
 * @param faults how many there were of each kind
 * @param longestRecovery longest time from the end of a fault until all was well again
 * @param edgeExit exit code of the edge; empty if it did not end by itself
 * @param check what was on the topic
 */
record FaultReport(Map<String, Integer> faults, Duration longestRecovery, OptionalInt edgeExit, CheckResult check) {

    private static final String COUNT = "%-28s %,16d%n";
    private static final String SECONDS = "%-28s %,16.1f%n";
    private static final String TEXT = "%-28s %16s%n";

    /** Whether the edge says that all is on Kafka, and it is. */
    boolean passed() {
        return edgeExit.equals(OptionalInt.of(0)) && check.passed();
    }

    void print(PrintWriter out) {
        out.println();
        out.printf(
                COUNT,
                "faults",
                faults.values().stream().mapToInt(count -> count).sum());
        faults.forEach((kind, count) -> out.printf(COUNT, "  " + kind, count));
        out.printf(COUNT, "samples sent", check.samplesSent());
        out.printf(COUNT, "samples lost", check.samplesLost());
        out.printf(COUNT, "samples altered", check.samplesAltered());
        out.printf(COUNT, "blocks lost", check.blocksLost());
        out.printf(COUNT, "blocks out of order", check.outOfOrder());
        out.printf(COUNT, "blocks repeated", check.repeats());
        out.printf(COUNT, "  not byte for byte", check.differingRepeats());
        out.printf(COUNT, "records that are no block", check.unreadable());
        out.printf(COUNT, "blocks of something else", check.foreign());
        out.printf(SECONDS, "longest stall, s", check.longestStallMillis() / 1e3);
        out.printf(SECONDS, "longest recovery, s", longestRecovery.toMillis() / 1e3);
        out.printf(
                TEXT,
                "exit code of the edge",
                edgeExit.isPresent() ? String.valueOf(edgeExit.getAsInt()) : "did not end");
        out.printf(TEXT, "verdict", passed() ? "passed" : "FAILED");
        out.flush();
    }
}

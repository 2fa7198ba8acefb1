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
 * @param longestRecovery longest time from the end of faults until all went on
 * @param edgeExit exit code of the edge; empty if it did not end by itself
 * @param allTaken whether the ingest came to the end of the topic, and its metrics say so
 * @param ingestDeaths how often the ingest has ended by itself, at what it could not go on with, to be started again
 * @param repeats blocks that were put on the topic once more
 * @param mayLose whether the edge was allowed to lose blocks, if it said so
 * @param examined what was found then
 */
record LakeReport(
        Map<String, Integer> faults,
        Duration longestRecovery,
        OptionalInt edgeExit,
        boolean allTaken,
        int ingestDeaths,
        int repeats,
        boolean mayLose,
        Examined examined) {

    private static final String COUNT = "%-36s %,16d%n";
    private static final String SECONDS = "%-36s %,16.1f%n";
    private static final String TEXT = "%-36s %16s%n";

    /**
     * Whether all that was measured is in the lake, once and as it was, and everything says so; where the edge may lose
     * blocks, all but those that it has reported.
     */
    boolean passed() {
        boolean lost = examined.reported().blocks() > 0;
        return (mayLose || !lost) && edgeExit.equals(OptionalInt.of(lost ? 1 : 0)) && allTaken && examined.passed();
    }

    void print(PrintWriter out) {
        CheckResult lake = examined.lake();
        CheckResult topic = examined.topic();
        out.println();
        out.printf(
                COUNT,
                "faults",
                faults.values().stream().mapToInt(count -> count).sum());
        faults.forEach((kind, count) -> out.printf(COUNT, "  " + kind, count));
        out.printf(COUNT, "kinds of faults", faults.size());
        out.printf(COUNT, "samples measured", lake.samplesSent());
        out.printf(COUNT, "samples lost", lake.samplesLost());
        out.printf(COUNT, "samples altered", lake.samplesAltered());
        out.printf(COUNT, "blocks twice", lake.repeats());
        out.printf(COUNT, "blocks lost", lake.blocksLost());
        out.printf(COUNT, "  reported by the edge", examined.reported().blocks());
        out.printf(COUNT, "blocks of something else", lake.foreign());
        out.printf(COUNT, "on the topic: samples lost", topic.samplesLost());
        out.printf(COUNT, "  samples altered", topic.samplesAltered());
        out.printf(COUNT, "  blocks out of order", topic.outOfOrder());
        out.printf(COUNT, "  blocks repeated", topic.repeats());
        out.printf(COUNT, "    by the suite", repeats);
        out.printf(COUNT, "  not byte for byte", topic.differingRepeats());
        out.printf(COUNT, "  blocks of something else", topic.foreign() + topic.unreadable());
        out.printf(COUNT, "messages that are no blocks", examined.quarantine().expected());
        out.printf(COUNT, "  missing in quarantine", examined.quarantine().missing());
        out.printf(COUNT, "  more than these there", examined.quarantine().superfluous());
        out.printf(COUNT, "exit code of joulelake verify", examined.verifyExit());
        out.printf(COUNT, "rows of power.samples", examined.viewSamples());
        out.printf(COUNT, "samples in gaps, by SQL", examined.viewGaps());
        out.printf(SECONDS, "longest stall of the topic, s", topic.longestStallMillis() / 1e3);
        out.printf(
                SECONDS, "longest stall of the lake, s", examined.longestStall().toMillis() / 1e3);
        out.printf(SECONDS, "longest recovery, s", longestRecovery.toMillis() / 1e3);
        out.printf(COUNT, "ingest ended by itself", ingestDeaths);
        out.printf(TEXT, "ingest came to the end of the topic", allTaken ? "yes" : "NO");
        out.printf(
                TEXT,
                "exit code of the edge",
                edgeExit.isPresent() ? String.valueOf(edgeExit.getAsInt()) : "did not end");
        out.printf(TEXT, "verdict", passed() ? "passed" : "FAILED");
        out.flush();
    }
}

package org.joulelake.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;

import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.process.HeapLog;

/**
 * What an outage has taken.
 *
 * @param away how long no broker was there
 * @param cores CPU of the edge during the outage, in cores
 * @param spoolBytes size of the spool at the end of the outage
 * @param memoryBytes most memory of the edge's process
 * @param heap heap of the edge, from its start to its end
 * @param drain time from the return of the brokers to the end of the edge
 * @param edgeExit exit code of the edge; empty if it did not end by itself
 * @param check what was on the topic
 */
record OutageReport(
        Duration away,
        double cores,
        long spoolBytes,
        long memoryBytes,
        HeapLog heap,
        Duration drain,
        OptionalInt edgeExit,
        CheckResult check) {

    private static final String COUNT = "%-28s %,16d%n";
    private static final String NUMBER = "%-28s %,16.2f%n";

    /** Whether the edge says that all is on Kafka, and it is. */
    boolean passed() {
        return edgeExit.equals(OptionalInt.of(0)) && check.passed();
    }

    void print(PrintWriter out) {
        out.println();
        out.printf(COUNT, "outage, s", away.toSeconds());
        out.printf(COUNT, "heap limit, MB", EdgeProcess.HEAP_MEGABYTES);
        out.printf(COUNT, "heap at most, MB", heap.peakMegabytes());
        out.printf(COUNT, "  after a full collection", heap.liveMegabytes());
        out.printf(COUNT, "memory at most, MB", memoryBytes >> 20);
        out.printf(NUMBER, "cores during the outage", cores);
        out.printf(COUNT, "spool after the outage, MB", spoolBytes >> 20);
        out.printf(COUNT, "from then to the end, s", drain.toSeconds());
        out.printf(COUNT, "samples sent", check.samplesSent());
        out.printf(COUNT, "samples lost", check.samplesLost());
        out.printf(COUNT, "samples altered", check.samplesAltered());
        out.printf(COUNT, "blocks out of order", check.outOfOrder());
        out.printf(COUNT, "blocks repeated", check.repeats());
        out.printf("%-28s %16s%n", "verdict", passed() ? "passed" : "FAILED");
        out.flush();
    }
}

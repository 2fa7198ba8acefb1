package org.joulelake.faults.live;

import java.io.PrintWriter;
import java.time.Duration;

import org.joulelake.faults.process.HeapLog;

/**
 * What a run has cost, and whether all arrived.
 *
 * @param read how long the instruments were read
 * @param samples that the spool accepted meanwhile
 * @param cores CPU of the edge meanwhile, in cores, the stub in its process included
 * @param spoolBytes size of the spool at the end of the trouble
 * @param memoryBytes most memory of the edge's process
 * @param heapMegabytes limit of the edge's heap
 * @param heap what it used of that
 * @param drain time from the end of the trouble until the spool was empty
 * @param page what the edge said last
 * @param check what was on the topic
 */
record LiveReport(
        Duration read,
        long samples,
        double cores,
        long spoolBytes,
        long memoryBytes,
        int heapMegabytes,
        HeapLog heap,
        Duration drain,
        EdgeMetricsPage page,
        LiveCheck check) {

    private static final String COUNT = "%-28s %,16d%n";
    private static final String NUMBER = "%-28s %,16.3f%n";

    /** Whether nothing was dropped, lost, skipped or altered. */
    boolean passed() {
        return page.troubles() == 0
                && page.lostMessages() == 0
                && page.samples() > 0
                && check.sum(LiveStream::samples) >= page.samples()
                && check.sum(LiveStream::missing) == 0
                && check.sum(LiveStream::altered) == 0
                && check.unreadable() == 0;
    }

    void print(PrintWriter out) {
        out.println();
        out.printf(COUNT, "read, s", read.toSeconds());
        out.printf(NUMBER, "samples, millions a second", samples / 1e6 / (read.toMillis() / 1e3));
        out.printf(NUMBER, "bytes of message a sample", (double) page.messageBytes() / page.samples());
        out.printf(NUMBER, "cores of the edge", cores);
        out.printf(COUNT, "heap limit, MB", heapMegabytes);
        out.printf(COUNT, "heap at most, MB", heap.peakMegabytes());
        out.printf(COUNT, "  after a full collection", heap.liveMegabytes());
        out.printf(COUNT, "memory at most, MB", memoryBytes >> 20);
        out.printf(COUNT, "spool after the trouble, MB", spoolBytes >> 20);
        out.printf(COUNT, "from then to empty, s", drain.toSeconds());
        out.printf(COUNT, "samples accepted", page.samples());
        out.printf(COUNT, "samples on the topic", check.sum(LiveStream::samples));
        out.printf(COUNT, "streams on the topic", check.streams());
        out.printf(COUNT, "samples missing", check.sum(LiveStream::missing));
        out.printf(COUNT, "samples altered", check.sum(LiveStream::altered));
        out.printf(COUNT, "blocks repeated", check.sum(LiveStream::repeats));
        out.printf(COUNT, "drops, gaps, breaks told", page.troubles());
        out.printf("%-28s %16s%n", "verdict", passed() ? "passed" : "FAILED");
        out.flush();
    }
}

package org.joulelake.edge;

import java.io.PrintWriter;
import java.util.Locale;

/** The end of a run for people: a line for each signal of each source. */
final class SummaryTable {

    private static final String ROW = "%-20s %-16s %-15s %14s %9s %14s %7s%n";

    private SummaryTable() {}

    static void print(EdgeSummary summary, PrintWriter out) {
        out.printf(ROW, "device", "algorithm", "signal", "samples", "blocks", "bytes", "ratio");
        for (SourceSummary source : summary.sources()) {
            for (StreamCounts counts : source.streams()) {
                out.printf(
                        ROW,
                        source.device(),
                        source.algorithm().isEmpty() ? "-" : source.algorithm(),
                        counts.name(),
                        count(counts.samples()),
                        count(counts.blocks()),
                        count(counts.messageBytes()),
                        ratio(counts));
            }
        }
        out.printf(
                "dropped samples: %s; messages waiting in the spool: %s%n",
                count(summary.droppedSamples()), count(summary.unsentMessages()));
        out.flush();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String ratio(StreamCounts counts) {
        return String.format(Locale.ROOT, "%.3f", (double) counts.messageBytes() / (counts.samples() * Float.BYTES));
    }
}

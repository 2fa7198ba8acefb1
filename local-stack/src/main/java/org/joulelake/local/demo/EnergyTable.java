package org.joulelake.local.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.joulelake.local.picture.Quantity;

/** The result for people: a line for each device and algorithm. */
final class EnergyTable {

    private static final String HEAD = "%-14s %-14s %9s %12s %12s %12s %10s %10s %8s%n";
    private static final String ROW = "%-14s %-14s %9.3f %,12d %12s %12s %10.3f %10.3f %8s%n";

    private EnergyTable() {}

    /** Prints the rows; the saving is against the first algorithm of the same device. */
    static void print(List<EnergyRow> rows, PrintWriter out) {
        Map<String, EnergyRow> references = new LinkedHashMap<>();
        out.printf(
                HEAD,
                "device",
                "algorithm",
                "seconds",
                "samples",
                "mean power",
                "energy",
                "B/sample",
                "B/sample",
                "saving");
        out.printf(HEAD, "", "", "", "", "", "", "(network)", "(lake)", "");
        for (EnergyRow row : rows) {
            EnergyRow reference = references.putIfAbsent(row.device(), row);
            out.printf(
                    Locale.ROOT,
                    ROW,
                    row.device(),
                    row.algorithm(),
                    row.seconds(),
                    row.samples(),
                    Quantity.format(row.meanWatts(), "W"),
                    Quantity.format(row.joules(), "J"),
                    row.networkBytesPerSample(),
                    row.lakeBytesPerSample(),
                    reference == null ? "" : String.format(Locale.ROOT, "%.1f %%", row.savingPercent(reference)));
        }
    }
}

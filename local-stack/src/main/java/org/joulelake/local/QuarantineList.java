package org.joulelake.local;

import static org.joulelake.catalog.QuarantineTable.DETAIL;
import static org.joulelake.catalog.QuarantineTable.KAFKA_OFFSET;
import static org.joulelake.catalog.QuarantineTable.KAFKA_PARTITION;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TOPIC;
import static org.joulelake.catalog.QuarantineTable.REASON;
import static org.joulelake.catalog.QuarantineTable.RECEIVED_AT;
import static org.joulelake.catalog.QuarantineTable.REPLAYED_AT;

import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.ingest.IngestTables;

/** {@code joulelake quarantine list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the newest messages in quarantine, and how many there are of each reason.")
final class QuarantineList implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Mixin
    private MessageSelection selection;

    @Spec
    private CommandSpec spec;

    @Option(names = "--limit", defaultValue = "50", description = "Most messages to list (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--replayed", description = "Also those that a replay has brought into the lake.")
    private boolean replayed;

    @Override
    public Integer call() {
        Comparator<Record> byTime = Comparator.comparing(row -> (OffsetDateTime) row.getField(RECEIVED_AT));
        PriorityQueue<Record> newest = new PriorityQueue<>(byTime);
        Map<String, Long> reasons = new TreeMap<>();
        try (OpenLake open = lake.open(global.settings());
                OpenCatalog catalog = OpenCatalog.open(open.catalogSettings())) {
            IngestTables tables = IngestTables.load(catalog, open.catalogSettings());
            QuarantineRows.read(
                    tables.quarantine(),
                    condition(),
                    row -> {
                        reasons.merge((String) row.getField(REASON), 1L, Long::sum);
                        newest.add(row);
                        if (newest.size() > limit) {
                            newest.poll();
                        }
                    },
                    KAFKA_TOPIC,
                    KAFKA_PARTITION,
                    KAFKA_OFFSET,
                    RECEIVED_AT,
                    REPLAYED_AT,
                    REASON,
                    DETAIL);
        }
        List<Record> rows = new ArrayList<>(newest);
        rows.sort(byTime);
        print(rows, reasons, spec.commandLine().getOut());
        return 0;
    }

    private Expression condition() {
        Expression open = replayed ? Expressions.alwaysTrue() : Expressions.isNull(REPLAYED_AT);
        return Expressions.and(selection.expression(), open);
    }

    private static void print(List<Record> rows, Map<String, Long> reasons, PrintWriter out) {
        for (Record row : rows) {
            out.printf(
                    "%s  %s  %s%s  %s%n",
                    ((OffsetDateTime) row.getField(RECEIVED_AT)).toInstant(),
                    QuarantineRows.id(row),
                    row.getField(REASON),
                    row.getField(REPLAYED_AT) == null ? "" : " (replayed)",
                    row.getField(DETAIL));
        }
        long all = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (all > rows.size()) {
            out.printf("the newest %d of %d; --limit shows more%n", rows.size(), all);
        }
        out.printf("%d in quarantine%n", all);
        reasons.forEach((reason, count) -> out.printf("%8d  %s%n", count, reason));
        out.flush();
    }
}

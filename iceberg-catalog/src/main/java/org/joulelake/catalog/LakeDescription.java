package org.joulelake.catalog;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.types.Types.NestedField;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.stream.Collectors;

/** A lake in words. */
final class LakeDescription {

    private LakeDescription() {}

    static void print(CatalogSettings settings, PrintWriter out) {
        out.printf("%s, warehouse %s%n", settings.describe(), settings.warehouse());
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            Catalog catalog = open.catalog();
            for (TableDefinition definition : TableDefinition.all(settings.partitioning())) {
                if (catalog.tableExists(definition.id())) {
                    print(catalog.loadTable(definition.id()), definition, out);
                } else {
                    out.printf("%ntable %s is missing; joulelake catalog init makes it%n", definition.id());
                }
            }
            out.printf("%nview %s %s%n", SamplesView.ID, stateOfView(catalog));
        }
        out.flush();
    }

    private static String stateOfView(Catalog catalog) {
        if (!(catalog instanceof ViewCatalog views)) {
            return "cannot be had: this kind of catalog keeps no views";
        }
        return views.viewExists(SamplesView.ID) ? "is there" : "is missing; joulelake catalog init makes it";
    }

    private static void print(Table table, TableDefinition definition, PrintWriter out) {
        out.printf("%ntable %s at %s%n", definition.id(), table.location());
        out.printf("  partitioned by %s%n", partitions(table.spec()));
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            out.println("  empty");
        } else {
            out.printf(
                    "  %d snapshots, %s files, %s rows, %s bytes, last commit %s%n",
                    count(table.snapshots()),
                    total(current, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                    total(current, SnapshotSummary.TOTAL_RECORDS_PROP),
                    total(current, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
                    Instant.ofEpochMilli(current.timestampMillis()));
        }
        for (NestedField column : table.schema().columns()) {
            out.printf("  %-16s %-24s %s%n", column.name(), column.type(), column.doc() == null ? "" : column.doc());
        }
    }

    private static String partitions(PartitionSpec spec) {
        return spec.isUnpartitioned()
                ? "nothing"
                : spec.fields().stream()
                        .map(field -> field.transform() + "(" + spec.schema().findColumnName(field.sourceId()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String total(Snapshot snapshot, String property) {
        return snapshot.summary().getOrDefault(property, "?");
    }

    private static long count(Iterable<Snapshot> snapshots) {
        long count = 0;
        for (Snapshot ignored : snapshots) {
            count++;
        }
        return count;
    }
}

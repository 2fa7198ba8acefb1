package org.joulelake.ingest;

import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.joulelake.catalog.BlocksTable;

/** Tables without a service: names and metadata in memory. */
public final class MemoryTables {

    private static final Namespace NAMESPACE = Namespace.of("power");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Catalog CATALOG = catalog();

    private MemoryTables() {}

    /** A new, empty table with the columns of {@code power.blocks}, without partitions. */
    public static Table blocks() {
        return blocks(PartitionSpec.unpartitioned(), Map.of());
    }

    /** A new, empty table with the columns of {@code power.blocks}. */
    public static Table blocks(PartitionSpec spec, Map<String, String> properties) {
        TableIdentifier id = TableIdentifier.of(NAMESPACE, "blocks" + NUMBER.incrementAndGet());
        return CATALOG.createTable(id, BlocksTable.SCHEMA, spec, properties);
    }

    /** The same table as another process would load it. */
    static Table again(Table table) {
        return CATALOG.loadTable(TableIdentifier.of(
                NAMESPACE, table.name().substring(table.name().lastIndexOf('.') + 1)));
    }

    /** A file that is only a name. */
    public static DataFile file(Table table, String path) {
        return DataFiles.builder(table.spec())
                .withPath(path)
                .withFormat("parquet")
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    /** Paths of all data files of the current snapshot. */
    static List<String> files(Table table) {
        return ofFiles(table, task -> task.file().location());
    }

    /** Partitions of all data files of the current snapshot, as they stand in paths. */
    public static List<String> partitions(Table table) {
        return ofFiles(table, task -> task.spec().partitionToPath(task.file().partition()));
    }

    private static List<String> ofFiles(Table table, Function<FileScanTask, String> text) {
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            List<String> texts = new ArrayList<>();
            tasks.forEach(task -> texts.add(text.apply(task)));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalog catalog() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("memory", Map.of(CatalogProperties.WAREHOUSE_LOCATION, "memory/warehouse"));
        catalog.createNamespace(NAMESPACE);
        return catalog;
    }
}

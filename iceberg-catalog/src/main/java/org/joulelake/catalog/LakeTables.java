package org.joulelake.catalog;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.ViewCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/** Makes and upgrades everything that a lake consists of. */
public final class LakeTables {

    private static final Logger LOG = LoggerFactory.getLogger(LakeTables.class);

    private static final Namespace NAMESPACE = Namespace.of("power");

    private LakeTables() {}

    /**
     * Makes bucket, namespace, tables and view where they are missing, and upgrades older tables in place. May be run at
     * any time, also by several at once; says what it changed, nothing if all was there.
     *
     * @throws org.joulelake.cli.CommandException if storage or catalog cannot be used, or if a table is newer than this
     *     version
     */
    public static List<String> init(CatalogSettings settings) {
        List<String> changes = new ArrayList<>();
        Bucket.ensure(settings).ifPresent(changes::add);
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            Catalog catalog = open.catalog();
            ensureNamespace((SupportsNamespaces) catalog, changes);
            for (TableDefinition definition : TableDefinition.all(settings.partitioning())) {
                changes.addAll(ensureTable(catalog, definition));
            }
            if (catalog instanceof ViewCatalog views) {
                SamplesView.ensure(views).ifPresent(changes::add);
            } else {
                LOG.warn("The {} keeps no views: {} is not made", settings.describe(), SamplesView.ID);
            }
        }
        return changes;
    }

    private static void ensureNamespace(SupportsNamespaces catalog, List<String> changes) {
        if (!catalog.namespaceExists(NAMESPACE)
                && Race.won(() -> catalog.createNamespace(NAMESPACE), () -> catalog.namespaceExists(NAMESPACE))) {
            changes.add("created namespace " + NAMESPACE);
        }
    }

    private static List<String> ensureTable(Catalog catalog, TableDefinition definition) {
        if (!catalog.tableExists(definition.id())
                && Race.won(() -> create(catalog, definition), () -> catalog.tableExists(definition.id()))) {
            return List.of("created table " + definition.id());
        }
        return TableUpgrade.apply(catalog.loadTable(definition.id()), definition);
    }

    private static void create(Catalog catalog, TableDefinition definition) {
        catalog.buildTable(definition.id(), definition.schema())
                .withPartitionSpec(definition.spec())
                .withProperties(definition.properties())
                .create();
    }
}

package org.joulelake.catalog;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Makes and upgrades everything that a lake consists of. */
public final class LakeTables {

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
            }
        }
        return changes;
    }

    private static void ensureNamespace(SupportsNamespaces catalog, List<String> changes) {
        if (catalog.namespaceExists(NAMESPACE)) {
            return;
        }
        try {
            catalog.createNamespace(NAMESPACE, new HashMap<>());
            changes.add("created namespace " + NAMESPACE);
        } catch (AlreadyExistsException e) {
            // Another process was faster; that is as good.
        }
    }

    private static List<String> ensureTable(Catalog catalog, TableDefinition definition) {
        if (!catalog.tableExists(definition.id())) {
            try {
                catalog.buildTable(definition.id(), definition.schema())
                        .withPartitionSpec(definition.spec())
                        .withProperties(definition.properties())
                        .create();
                return List.of("created table " + definition.id());
            } catch (AlreadyExistsException e) {
                // Another process was faster; what it made is looked at below.
            }
        }
        return TableUpgrade.apply(catalog.loadTable(definition.id()), definition);
    }
}

package org.joulelake.catalog;

import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.joulelake.cli.CommandException;

/** Brings a table that is there up to its definition: adds what is missing, sets our properties, removes nothing. */
final class TableUpgrade {

    private final Table table;
    private final TableDefinition definition;
    private final List<String> changes = new ArrayList<>();

    private TableUpgrade(Table table, TableDefinition definition) {
        this.table = table;
        this.definition = definition;
    }

    /**
     * Upgrades the table in one commit and says what it changed.
     *
     * @throws CommandException if a newer version of Joulelake has made the table
     */
    static List<String> apply(Table table, TableDefinition definition) {
        return new TableUpgrade(table, definition).apply();
    }

    private List<String> apply() {
        refuseNewer();
        Transaction transaction = table.newTransaction();
        addColumns(transaction);
        setProperties(transaction);
        if (!changes.isEmpty()) {
            transaction.commitTransaction();
        }
        return changes;
    }

    private void refuseNewer() {
        String stored = table.properties().getOrDefault(TableDefinition.SCHEMA_VERSION_PROPERTY, "0");
        if (Integer.parseInt(stored) > TableDefinition.SCHEMA_VERSION) {
            throw new CommandException("table " + definition.id() + " has schema version " + stored
                    + "; this Joulelake knows version " + TableDefinition.SCHEMA_VERSION + ": use a newer one");
        }
    }

    /** Columns that are added to existing rows are optional, whatever the definition says: those rows have no value. */
    private void addColumns(Transaction transaction) {
        UpdateSchema update = transaction.updateSchema();
        int before = changes.size();
        for (NestedField column : definition.schema().columns()) {
            NestedField stored = table.schema().findField(column.name());
            if (stored == null) {
                update.addColumn(column.name(), column.type(), column.doc());
                changes.add("added column " + column.name() + " to " + definition.id());
            } else if (!Objects.equals(stored.doc(), column.doc())) {
                update.updateColumnDoc(column.name(), column.doc());
                changes.add("described column " + column.name() + " of " + definition.id());
            }
        }
        if (changes.size() > before) {
            update.commit();
        }
    }

    private void setProperties(Transaction transaction) {
        Map<String, String> differing = new HashMap<>(definition.properties());
        differing
                .entrySet()
                .removeIf(property -> isFormatVersion(property.getKey())
                        || property.getValue().equals(table.properties().get(property.getKey())));
        if (differing.isEmpty()) {
            return;
        }
        UpdateProperties update = transaction.updateProperties();
        differing.forEach((name, value) -> {
            update.set(name, value);
            changes.add("set " + name + " = " + value + " on " + definition.id());
        });
        update.commit();
    }

    /** It is no property of a table that is there: Iceberg takes it out of the properties when it makes the table. */
    private static boolean isFormatVersion(String property) {
        return property.equals(TableProperties.FORMAT_VERSION);
    }
}

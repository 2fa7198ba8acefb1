package org.joulelake.catalog;

import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.util.Tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.joulelake.cli.CommandException;

/** Brings a table that is there up to its definition: adds what is missing, sets our properties, removes nothing. */
final class TableUpgrade {

    /** Others may upgrade, or write, at the same time; a change of columns that lost a race is worked out anew. */
    private static final int RETRIES = 20;

    private static final int SHORTEST_WAIT_MILLIS = 50;
    private static final int LONGEST_WAIT_MILLIS = 2_000;
    private static final int LONGEST_TIME_MILLIS = 60_000;

    private final Table table;
    private final TableDefinition definition;

    private TableUpgrade(Table table, TableDefinition definition) {
        this.table = table;
        this.definition = definition;
    }

    /**
     * Upgrades the table in one commit and says what it changed.
     *
     * @throws CommandException if a newer version of Joulelake has made the table, or if it has a column of a type that
     *     cannot be changed in place
     */
    static List<String> apply(Table table, TableDefinition definition) {
        List<String> changes = new ArrayList<>();
        Tasks.foreach(new TableUpgrade(table, definition))
                .retry(RETRIES)
                .exponentialBackoff(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, LONGEST_TIME_MILLIS, 2)
                .onlyRetryOn(CommitFailedException.class)
                .run(upgrade -> changes.addAll(upgrade.attempt()));
        return changes;
    }

    private List<String> attempt() {
        table.refresh();
        refuseNewer();
        Transaction transaction = table.newTransaction();
        List<String> changes = new ArrayList<>(ColumnUpgrade.apply(transaction, table.schema(), definition));
        changes.addAll(setProperties(transaction));
        if (!changes.isEmpty()) {
            transaction.commitTransaction();
        }
        return changes;
    }

    private void refuseNewer() {
        if (storedVersion() > TableDefinition.SCHEMA_VERSION) {
            throw new CommandException("table " + definition.id() + " has schema version " + storedVersion()
                    + "; this Joulelake knows version " + TableDefinition.SCHEMA_VERSION + ": use a newer one");
        }
    }

    private int storedVersion() {
        String stored = table.properties().getOrDefault(TableDefinition.SCHEMA_VERSION_PROPERTY, "0");
        try {
            return Integer.parseInt(stored);
        } catch (NumberFormatException e) {
            throw new CommandException(
                    "table " + definition.id() + " has the property " + TableDefinition.SCHEMA_VERSION_PROPERTY + " = '"
                            + stored + "', which is not a number; set it to the version that made the table",
                    e);
        }
    }

    private List<String> setProperties(Transaction transaction) {
        Map<String, String> differing = new TreeMap<>(definition.properties());
        differing
                .entrySet()
                .removeIf(property -> isFormatVersion(property.getKey())
                        || property.getValue().equals(table.properties().get(property.getKey())));
        List<String> changes = new ArrayList<>();
        UpdateProperties update = transaction.updateProperties();
        differing.forEach((name, value) -> {
            update.set(name, value);
            changes.add("set " + name + " = " + value + " on " + definition.id());
        });
        update.commit();
        return changes;
    }

    /** It is no property of a table that is there: Iceberg takes it out of the properties when it makes the table. */
    private static boolean isFormatVersion(String property) {
        return property.equals(TableProperties.FORMAT_VERSION);
    }
}

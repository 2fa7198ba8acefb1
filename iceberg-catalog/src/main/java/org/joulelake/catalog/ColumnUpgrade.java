package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.joulelake.cli.CommandException;

/** Adds, widens and describes the columns of one table; columns of the user's own stay as they are. */
final class ColumnUpgrade {

    private static final String LIST_ELEMENT = ".element";

    private final UpdateSchema update;
    private final Schema stored;
    private final TableDefinition definition;
    private final List<String> changes = new ArrayList<>();

    private ColumnUpgrade(UpdateSchema update, Schema stored, TableDefinition definition) {
        this.update = update;
        this.stored = stored;
        this.definition = definition;
    }

    /**
     * Puts the changes into the transaction and says what they are.
     *
     * @throws CommandException if a column has a type that cannot be changed in place
     */
    static List<String> apply(Transaction transaction, Schema stored, TableDefinition definition) {
        ColumnUpgrade upgrade = new ColumnUpgrade(transaction.updateSchema(), stored, definition);
        upgrade.compareColumns();
        // A transaction takes the next update only when this one is committed to it, empty or not.
        upgrade.update.commit();
        return upgrade.changes;
    }

    private void compareColumns() {
        String previous = null;
        for (NestedField column : definition.schema().columns()) {
            NestedField existing = stored.findField(column.name());
            if (existing == null) {
                add(column, previous);
            } else {
                widen(column.name(), existing.type(), column.type());
                loosen(column, existing);
                describe(column, existing);
            }
            previous = column.name();
        }
    }

    /** The new column is optional, whatever the definition says: rows that are there have no value for it. */
    private void add(NestedField column, String previous) {
        update.addColumn(column.name(), column.type(), column.doc());
        if (previous == null) {
            update.moveFirst(column.name());
        } else {
            update.moveAfter(column.name(), previous);
        }
        changes.add("added column " + column.name() + " to " + definition.id());
    }

    private void widen(String name, Type existing, Type wanted) {
        if (existing.isListType() && wanted.isListType()) {
            widen(
                    name + LIST_ELEMENT,
                    existing.asListType().elementType(),
                    wanted.asListType().elementType());
        } else if (!existing.equals(wanted)) {
            requireWidening(name, existing, wanted);
            update.updateColumn(name, wanted.asPrimitiveType());
            changes.add("widened column " + name + " of " + definition.id() + " from " + existing + " to " + wanted);
        }
    }

    private void requireWidening(String name, Type existing, Type wanted) {
        if (!wanted.isPrimitiveType() || !TypeUtil.isPromotionAllowed(existing, wanted.asPrimitiveType())) {
            throw new CommandException("column " + name + " of table " + definition.id() + " is of type " + existing
                    + ", not " + wanted + ", and cannot be changed in place; rename it, then run catalog init again");
        }
    }

    private void loosen(NestedField column, NestedField existing) {
        if (column.isOptional() && existing.isRequired()) {
            update.makeColumnOptional(column.name());
            changes.add("made column " + column.name() + " of " + definition.id() + " optional");
        }
    }

    private void describe(NestedField column, NestedField existing) {
        if (!Objects.equals(existing.doc(), column.doc())) {
            update.updateColumnDoc(column.name(), column.doc());
            changes.add("described column " + column.name() + " of " + definition.id());
        }
    }
}

package org.joulelake.ingest;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A table whose next commit goes wrong, and all after it go well. */
final class FaultyCommit implements TableOperations {

    private final TableOperations delegate;
    private final boolean arrives;
    private boolean pending = true;

    private FaultyCommit(TableOperations delegate, boolean arrives) {
        this.delegate = delegate;
        this.arrives = arrives;
    }

    /** The catalog is gone before it hears of the commit. */
    static Table refusedOnce(Table table) {
        return with(table, false);
    }

    /** The catalog commits, and is gone before it can say so. */
    static Table answerLostOnce(Table table) {
        return with(table, true);
    }

    private static Table with(Table table, boolean arrives) {
        return new BaseTable(new FaultyCommit(((BaseTable) table).operations(), arrives), table.name());
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        if (!pending) {
            delegate.commit(base, metadata);
            return;
        }
        pending = false;
        if (!arrives) {
            throw new IllegalStateException("the catalog is gone");
        }
        delegate.commit(base, metadata);
        throw new CommitStateUnknownException(new IllegalStateException("the catalog does not answer"));
    }

    @Override
    public TableMetadata current() {
        return delegate.current();
    }

    @Override
    public TableMetadata refresh() {
        return delegate.refresh();
    }

    @Override
    public FileIO io() {
        return delegate.io();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return delegate.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return LocationProviders.locationsFor(current().location(), current().properties());
    }
}

package org.joulelake.catalog;

import org.apache.iceberg.catalog.Catalog;

import java.io.Closeable;
import java.io.IOException;

import org.joulelake.cli.CommandException;

/**
 * A catalog that is open.
 *
 * @param catalog the catalog; closed with this, if it can be
 */
public record OpenCatalog(Catalog catalog) implements AutoCloseable {

    /**
     * Opens the catalog of these settings.
     *
     * @throws CommandException if it cannot be reached
     */
    public static OpenCatalog open(CatalogSettings settings) {
        try {
            return new OpenCatalog(settings.open());
        } catch (RuntimeException e) {
            throw new CommandException(
                    "cannot reach the " + settings.describe() + ": " + e.getMessage()
                            + "; is it running, and are catalog.kind and catalog.uri right?",
                    e);
        }
    }

    @Override
    public void close() {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new CommandException("cannot close the catalog: " + e.getMessage(), e);
            }
        }
    }
}

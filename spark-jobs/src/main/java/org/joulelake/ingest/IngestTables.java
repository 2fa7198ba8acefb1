package org.joulelake.ingest;

import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.catalog.QuarantineTable;
import org.joulelake.cli.CommandException;

/**
 * The tables that an ingest writes.
 *
 * @param blocks {@code power.blocks}
 * @param quarantine {@code power.quarantine}
 */
public record IngestTables(Table blocks, Table quarantine) {

    /**
     * Loads both.
     *
     * @throws CommandException if one is missing
     */
    public static IngestTables load(OpenCatalog open, CatalogSettings settings) {
        try {
            return new IngestTables(
                    open.catalog().loadTable(BlocksTable.ID), open.catalog().loadTable(QuarantineTable.ID));
        } catch (NoSuchTableException e) {
            throw new CommandException(
                    "the " + settings.describe() + " has no lake yet: " + e.getMessage()
                            + "; run joulelake catalog init",
                    e);
        }
    }
}

package org.joulelake.catalog;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.util.Tasks;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.joulelake.cli.CommandException;

/**
 * A catalog that is open.
 *
 * @param catalog the catalog; closed with this, if it can be
 */
public record OpenCatalog(Catalog catalog) implements AutoCloseable {

    private static final int FIRST_OPEN_RETRIES = 5;
    private static final int SHORTEST_WAIT_MILLIS = 20;
    private static final int LONGEST_WAIT_MILLIS = 500;
    private static final int LONGEST_TIME_MILLIS = 5_000;

    /** PostgreSQL's states for a table, a column and a row that is there already. */
    private static final Set<String> ALREADY_THERE = Set.of("42P07", "42701", "23505");

    /**
     * Opens the catalog of these settings.
     *
     * @throws CommandException if it cannot be reached
     */
    public static OpenCatalog open(CatalogSettings settings) {
        List<Catalog> opened = new ArrayList<>(1);
        try {
            Tasks.foreach(settings)
                    .retry(FIRST_OPEN_RETRIES)
                    .exponentialBackoff(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, LONGEST_TIME_MILLIS, 2)
                    .shouldRetryTest(OpenCatalog::anotherProcessWasFaster)
                    .run(each -> opened.add(each.open()));
            return new OpenCatalog(opened.get(0));
        } catch (RuntimeException e) {
            throw new CommandException(
                    "cannot reach the " + settings.describe() + ": " + reason(e)
                            + "; is it running, and are catalog.kind and catalog.uri right?",
                    e);
        }
    }

    /** The first error below, as the ones above it only say that something failed. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == failure ? failure.getMessage() : failure.getMessage() + " (" + cause.getMessage() + ")";
    }

    /**
     * Who opens a JDBC catalog for the first time makes the tables of the catalog in the database; Iceberg does not
     * expect that somebody else does the same at that moment. The next attempt finds them made.
     */
    private static boolean anotherProcessWasFaster(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAlreadyThere(sql)) {
                return true;
            }
        }
        return false;
    }

    /** SQLite has no states, only words. */
    private static boolean isAlreadyThere(SQLException error) {
        return ALREADY_THERE.contains(String.valueOf(error.getSQLState()))
                || String.valueOf(error.getMessage()).contains("duplicate column name");
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

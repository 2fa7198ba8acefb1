package org.joulelake.local;

import org.joulelake.catalog.CatalogSettings;

/**
 * A lake that can be asked until it is closed.
 *
 * @param catalogSettings how to reach it
 * @param isFolder whether it is a stopped lake that was started for this
 * @param onClose stops what was started for it
 */
record OpenLake(CatalogSettings catalogSettings, boolean isFolder, Runnable onClose) implements AutoCloseable {

    @Override
    public void close() {
        onClose.run();
    }
}

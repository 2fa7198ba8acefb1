package org.joulelake.edge;

import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;

/** Starts the driver of the instruments; each that it hands out is closed by its user. */
@FunctionalInterface
public interface DriverOpener {

    /**
     * A driver.
     *
     * @throws org.joulelake.cli.CommandException if there is none
     */
    Driver open(DriverSettings settings);
}

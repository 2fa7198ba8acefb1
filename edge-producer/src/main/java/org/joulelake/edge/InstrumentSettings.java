package org.joulelake.edge;

import org.joulelake.edge.source.joulescope.QueueBudget;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;

/**
 * How instruments are read.
 *
 * @param driver which driver to load
 * @param queueMaxBytes bytes that may wait between the driver and the spool, of all instruments together
 */
public record InstrumentSettings(DriverSettings driver, long queueMaxBytes) {

    /** The driver from its usual place, a queue that fits a small heap. */
    public static final InstrumentSettings USUAL =
            new InstrumentSettings(DriverSettings.USUAL, QueueBudget.usualBytes());
}

package org.joulelake.edge.source.joulescope.driver;

/** What becomes of a device's settings when it is opened. */
public enum OpenMode {
    /** They are as after power-on; the device under test may lose its power for a moment. */
    DEFAULTS,
    /** They stay as they are. */
    RESUME
}

package org.joulelake.edge;

/** How fast a source that is not an instrument is read. */
public enum Pace {
    /** As fast as it can be. */
    FAST,
    /** No sample before its time, counted from the start. */
    REAL
}

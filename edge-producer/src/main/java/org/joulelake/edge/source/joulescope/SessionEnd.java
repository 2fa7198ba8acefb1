package org.joulelake.edge.source.joulescope;

/** How a session of an instrument ended. */
enum SessionEnd {
    /** Its reader has stopped. */
    STOPPED,
    /** What the instrument sends does not go on as it was, but it sends. */
    BREAK,
    /** It is not there any more. */
    GONE,
    /** It is there, and sends nothing. */
    SILENT
}

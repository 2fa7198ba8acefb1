package org.joulelake.faults;

import java.util.List;

/**
 * What the edge may do when its spool is full.
 *
 * @param maxBytes size at which it is
 * @param whenFull as {@code --when-full}
 * @param mayLose whether losses are allowed, each of them reported
 */
record SpoolPolicy(long maxBytes, String whenFull, boolean mayLose) {

    /** Nothing is lost, however long it takes. */
    static final SpoolPolicy KEEP_ALL = new SpoolPolicy(1L << 40, "wait", false);

    /** A spool that lets go of small segments, again and again. */
    static final SpoolPolicy SMALL = new SpoolPolicy(5 << 20, "wait", false);

    /** The same; the oldest blocks make room. */
    static final SpoolPolicy DROP_OLDEST = new SpoolPolicy(5 << 20, "drop-oldest", true);

    /** A spool on a disk that damages it: blocks may be lost by that, each of them reported. */
    static final SpoolPolicy ON_BAD_DISK = new SpoolPolicy(1L << 40, "wait", true);

    List<String> arguments() {
        return List.of("--spool-max-bytes", String.valueOf(maxBytes), "--when-full", whenFull);
    }
}

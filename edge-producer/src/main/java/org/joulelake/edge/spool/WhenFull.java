package org.joulelake.edge.spool;

import java.util.Locale;

/** What becomes of a message that the spool has no room for: its limit is reached, or its disk takes nothing. */
public enum WhenFull {
    /** Its append waits for room. A recording is read later; an instrument's samples are dropped, and counted, there. */
    WAIT,
    /** It is dropped and counted. */
    DROP_NEWEST,
    /**
     * The oldest segment that is not on its way to Kafka is dropped, and counted, and the message is appended. If there
     * is no such segment, or the disk fails for another reason than lack of space, the message is dropped.
     */
    DROP_OLDEST;

    /** As its user writes it: {@code drop-oldest}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

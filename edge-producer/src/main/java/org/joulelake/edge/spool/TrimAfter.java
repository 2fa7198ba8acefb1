package org.joulelake.edge.spool;

import java.util.Locale;

/** When a spool lets go of a message. */
public enum TrimAfter {
    /** When it is acknowledged: Kafka has it. */
    KAFKA,
    /** When it is acknowledged and released as well: the lake has it. */
    LAKE;

    /** As its user writes it: {@code lake}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

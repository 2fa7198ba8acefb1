package org.joulelake.edge.source.joulescope;

import java.time.Instant;

/** The host's idea of the time at which something came. */
@FunctionalInterface
interface HostClock {

    /** This machine's clocks. */
    HostClock SYSTEM = nanoTime -> {
        Instant now = Instant.now();
        long unixNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return unixNanos - (System.nanoTime() - nanoTime);
    };

    /** Nanoseconds since the Unix epoch at a value of {@link System#nanoTime}. */
    long unixNanosAt(long nanoTime);
}

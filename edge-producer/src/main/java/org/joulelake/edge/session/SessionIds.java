package org.joulelake.edge.session;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes ids of sessions: UUIDs of version 7 (RFC 9562, section 5.7), milliseconds first and 74 random bits. A session that
 * begins later has the greater id, so the lake knows by the bounds of its files which of them cannot have a new session.
 * Nothing else depends on it: a clock that jumps costs time, not samples.
 */
final class SessionIds {

    private static final int TIMESTAMP_SHIFT = 16;
    private static final long VERSION = 0x7000L;
    private static final long RANDOM_A = 0x0fffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    /** Ids with the times of a clock. */
    SessionIds(InstantSource clock) {
        this.clock = clock;
    }

    /** An id that nobody else has. */
    UUID next() {
        long high = clock.millis() << TIMESTAMP_SHIFT | VERSION | random.nextLong() & RANDOM_A;
        return new UUID(high, VARIANT | random.nextLong() & RANDOM_B);
    }
}

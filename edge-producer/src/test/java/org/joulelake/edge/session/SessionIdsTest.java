package org.joulelake.edge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class SessionIdsTest {

    /** The timestamp of the example in RFC 9562, appendix A.6, and the bits around it that are not random. */
    @Test
    void isOfVersion7() {
        UUID id = at("2022-02-22T19:22:22Z").next();

        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertTrue(id.toString().startsWith("017f22e2-79b0-7"), id.toString());
    }

    @Test
    void laterOnesAreGreaterAsText() {
        String earlier = at("2026-01-01T00:00:00.000Z").next().toString();
        String later = at("2026-01-01T00:00:00.001Z").next().toString();

        assertTrue(earlier.compareTo(later) < 0, earlier + " " + later);
    }

    @Test
    void thoseOfOneMillisecondDiffer() {
        SessionIds ids = at("2026-01-01T00:00:00Z");
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(ids.next());
        }

        assertEquals(10_000, all.size());
    }

    private static SessionIds at(String time) {
        return new SessionIds(InstantSource.fixed(Instant.parse(time)));
    }
}

package org.joulelake.ingest.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

class KnownStreamsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final KnownBlocks SOME = KnownBlocks.NONE.plus(0).plus(1).plus(4);

    @Test
    void isReadBackAsItWasWritten() {
        KnownStreams streams = KnownStreams.NONE.heard(
                Map.of(
                        id("a|b", "1", "current"),
                        SOME,
                        id("a|b", "1", "voltage"),
                        SOME.plus(5),
                        id("ü\"", "2", "x"),
                        SOME),
                NOW);

        KnownStreams back = KnownStreams.parse(streams.toJson());

        assertThat(back).isEqualTo(streams);
        assertThat(back.size()).isEqualTo(3);
        assertThat(back.of(id("a|b", "1", "voltage"))).contains(SOME.plus(5));
        assertThat(back.of(id("a|b", "2", "voltage"))).isEmpty();
        assertThat(back.streams()).hasSize(3).containsEntry(id("ü\"", "2", "x"), SOME);
    }

    @Test
    void streamsAtRestAreForgotten() {
        KnownStreams streams = KnownStreams.NONE.heard(Map.of(id("a", "1", "current"), SOME), NOW);
        Instant later = NOW.plus(KnownStreams.REST);

        assertThat(streams.heard(Map.of(id("b", "2", "current"), SOME), later).size())
                .isEqualTo(2);
        assertThat(streams.heard(Map.of(id("b", "2", "current"), SOME), later.plusSeconds(1))
                        .streams())
                .containsOnlyKeys(id("b", "2", "current"));
    }

    @Test
    void thereIsAnEndToThemAll() {
        Map<StreamId, KnownBlocks> many = new HashMap<>();
        for (int i = 0; i < KnownStreams.MAX_SESSIONS + 50; i++) {
            many.put(id("a", Integer.toString(i), "current"), SOME);
        }
        KnownStreams full = KnownStreams.NONE.heard(many, NOW);
        KnownStreams next = full.heard(Map.of(id("b", "new", "current"), SOME), NOW.plusSeconds(1));

        assertThat(full.size()).isEqualTo(KnownStreams.MAX_SESSIONS);
        assertThat(next.size()).isEqualTo(KnownStreams.MAX_SESSIONS);
        assertThat(next.of(id("b", "new", "current"))).contains(SOME);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> KnownStreams.parse("[{\"device\":\"a\"}]"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KnownStreams.parse("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    private static StreamId id(String device, String session, String signal) {
        return new StreamId(device, session, signal);
    }
}

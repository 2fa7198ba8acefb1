package org.joulelake.ingest.known;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which blocks of the live streams the lake has. The lake stores it itself, in the commit that brings the blocks; streams
 * at rest leave it, and are looked up in the table when they speak again.
 *
 * @param sessions what is known of each session that is live
 */
public record KnownStreams(Map<SessionId, Session> sessions) implements Serializable {

    /** Nothing is known, all has to be looked up. */
    public static final KnownStreams NONE = new KnownStreams(Map.of());

    /** How long a session stays after its last block. */
    static final Duration REST = Duration.ofHours(1);

    /** Most sessions that stay; the ones that spoke last. */
    static final int MAX_SESSIONS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Entry>> TYPE = new TypeReference<>() {};

    /** Takes a copy. */
    public KnownStreams {
        sessions = Map.copyOf(sessions);
    }

    /** A capture of a device. */
    record SessionId(String device, String session) implements Serializable {}

    /**
     * A live session.
     *
     * @param heardSeconds when it last brought a block, in seconds since the Unix epoch
     * @param signals its blocks that are in the lake, by signal
     */
    record Session(long heardSeconds, Map<String, KnownBlocks> signals) implements Serializable {}

    /** How a session is written. */
    private record Entry(String device, String session, long heard, Map<String, String> signals) {}

    /** What is known of a stream; empty if it has to be looked up. */
    public Optional<KnownBlocks> of(StreamId id) {
        Session session = sessions.get(new SessionId(id.device(), id.session()));
        return session == null
                ? Optional.empty()
                : Optional.ofNullable(session.signals().get(id.signal()));
    }

    /** What is known after streams were heard; those that rest too long are left out. */
    public KnownStreams heard(Map<StreamId, KnownBlocks> streams, Instant now) {
        Map<SessionId, Session> all = new HashMap<>(sessions);
        streams.forEach((id, blocks) -> {
            SessionId session = new SessionId(id.device(), id.session());
            Map<String, KnownBlocks> signals = new TreeMap<>();
            if (all.containsKey(session)) {
                signals.putAll(all.get(session).signals());
            }
            signals.put(id.signal(), blocks);
            all.put(session, new Session(now.getEpochSecond(), signals));
        });
        long oldest = now.minus(REST).getEpochSecond();
        all.values().removeIf(session -> session.heardSeconds() < oldest);
        all.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().heardSeconds()))
                .skip(MAX_SESSIONS)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(all::remove);
        return new KnownStreams(all);
    }

    /** All streams. */
    public Map<StreamId, KnownBlocks> streams() {
        Map<StreamId, KnownBlocks> streams = new HashMap<>();
        sessions.forEach((id, session) -> session.signals()
                .forEach((signal, blocks) -> streams.put(new StreamId(id.device(), id.session(), signal), blocks)));
        return streams;
    }

    /** Streams that are known. */
    public int size() {
        return sessions.values().stream()
                .mapToInt(session -> session.signals().size())
                .sum();
    }

    /** The text that {@link #parse} reads. */
    public String toJson() {
        List<Entry> entries = sessions.entrySet().stream()
                .map(entry -> new Entry(
                        entry.getKey().device(),
                        entry.getKey().session(),
                        entry.getValue().heardSeconds(),
                        texts(entry.getValue().signals())))
                .toList();
        try {
            return JSON.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("streams cannot be written as JSON", e);
        }
    }

    /**
     * Reads what the lake has stored.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static KnownStreams parse(String json) {
        Map<SessionId, Session> sessions = new HashMap<>();
        try {
            for (Entry entry : JSON.readValue(json, TYPE)) {
                Map<String, KnownBlocks> signals = new TreeMap<>();
                entry.signals().forEach((signal, text) -> signals.put(signal, KnownBlocks.parse(text)));
                sessions.put(new SessionId(entry.device(), entry.session()), new Session(entry.heard(), signals));
            }
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("unreadable list of streams: " + e.getMessage(), e);
        }
        return new KnownStreams(sessions);
    }

    private static Map<String, String> texts(Map<String, KnownBlocks> signals) {
        Map<String, String> texts = new TreeMap<>();
        signals.forEach((signal, blocks) -> texts.put(signal, blocks.text()));
        return texts;
    }
}

package org.joulelake.edge.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Open sessions as bytes. Whoever keeps them knows by a checksum that they are as they were written. */
final class SessionsFormat {

    private static final int VERSION = 1;

    private SessionsFormat() {}

    static byte[] write(Collection<OpenSession> sessions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(sessions.size());
            for (OpenSession session : sessions) {
                write(session, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a session cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} has written; no bytes are no sessions.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    static List<OpenSession> read(byte[] bytes) {
        List<OpenSession> sessions = new ArrayList<>();
        if (bytes.length == 0) {
            return sessions;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "the spool's sessions have version " + version + "; this edge knows version " + VERSION);
            }
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                sessions.add(readSession(in));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the spool's sessions cannot be read: " + e.getMessage(), e);
        }
        return sessions;
    }

    private static void write(OpenSession session, DataOutputStream out) throws IOException {
        out.writeLong(session.id().getMostSignificantBits());
        out.writeLong(session.id().getLeastSignificantBits());
        out.writeUTF(session.device());
        out.writeUTF(session.algorithm());
        out.writeUTF(session.recording().orElse(""));
        out.writeInt(session.positions().size());
        for (Map.Entry<String, StreamPosition> position : session.positions().entrySet()) {
            out.writeUTF(position.getKey());
            out.writeLong(position.getValue().nextSequence());
            out.writeLong(position.getValue().nextSample());
        }
    }

    private static OpenSession readSession(DataInputStream in) throws IOException {
        UUID id = new UUID(in.readLong(), in.readLong());
        String device = in.readUTF();
        String algorithm = in.readUTF();
        Optional<String> recording = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
        Map<String, StreamPosition> positions = new TreeMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            positions.put(in.readUTF(), new StreamPosition(in.readLong(), in.readLong()));
        }
        return new OpenSession(id, device, algorithm, recording, positions);
    }
}

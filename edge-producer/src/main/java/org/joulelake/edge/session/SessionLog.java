package org.joulelake.edge.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.spool.SpoolEntry;
import org.joulelake.edge.spool.SpoolFold;

/**
 * The sessions of a spool that are open, and how far each of their streams was accepted: it follows from the blocks in
 * the spool, so that it is true after any death. Any thread may use it.
 */
public final class SessionLog implements SpoolFold {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    private final SessionIds ids = new SessionIds(InstantSource.system());
    private final Map<UUID, OpenSession> open = new LinkedHashMap<>();
    private final Set<UUID> inUse = new HashSet<>();

    /**
     * The session in which a recording goes on: one of the same recording, device and algorithm that was cut off and
     * that nobody else goes on with.
     */
    public synchronized Optional<OpenSession> resume(String device, String algorithm, String recording) {
        Optional<OpenSession> cutOff = open.values().stream()
                .filter(session -> !inUse.contains(session.id())
                        && session.device().equals(device)
                        && session.algorithm().equals(algorithm)
                        && session.recording().equals(Optional.of(recording)))
                .findFirst();
        cutOff.ifPresent(session -> inUse.add(session.id()));
        return cutOff;
    }

    /** Begins a session; its blocks may be appended from now on. */
    public synchronized OpenSession begin(String device, String algorithm, Optional<String> recording) {
        OpenSession session = new OpenSession(ids.next(), device, algorithm, recording, Map.of());
        open.put(session.id(), session);
        inUse.add(session.id());
        return session;
    }

    /** Ends what was cut off of an instrument: it has gone on measuring, and nobody can read that any more. */
    public synchronized List<OpenSession> endCutOff(String device) {
        List<OpenSession> cutOff = new ArrayList<>(open.values());
        cutOff.removeIf(session -> inUse.contains(session.id())
                || session.recording().isPresent()
                || !session.device().equals(device));
        cutOff.forEach(session -> open.remove(session.id()));
        return cutOff;
    }

    /** Ends a session: all its blocks were appended. */
    public synchronized void end(UUID session) {
        open.remove(session);
        inUse.remove(session);
    }

    @Override
    public synchronized byte[] state() {
        return SessionsFormat.write(open.values());
    }

    @Override
    public synchronized void restore(byte[] state) {
        SessionsFormat.read(state).forEach(session -> open.put(session.id(), session));
    }

    /** A block whose session is not known began it, and nothing could be saved then; nobody can say what is played. */
    @Override
    public synchronized void appended(SpoolEntry entry) {
        header(entry.message()).ifPresent(block -> {
            SampleStream stream = block.stream();
            OpenSession before = open.getOrDefault(
                    stream.session(),
                    new OpenSession(stream.session(), stream.device(), stream.algorithm(), Optional.empty(), Map.of()));
            open.put(stream.session(), before.after(block));
        });
    }

    @Override
    public void dropped(SpoolEntry entry) {
        tellDropped(entry.message());
    }

    @Override
    public void notTaken(byte[] message) {
        tellDropped(message);
    }

    private static void tellDropped(byte[] message) {
        header(message)
                .ifPresent(block -> LOG.error(
                        "Dropped block {} of {} of {}: samples {} to {}",
                        block.sequence(),
                        block.stream().signal(),
                        block.stream().device(),
                        block.firstSample(),
                        block.endSample() - 1));
    }

    private static Optional<BlockHeader> header(byte[] message) {
        try {
            return Optional.of(BlockReader.readHeader(message));
        } catch (BlockFormatException e) {
            LOG.debug("A message in the spool is no block: {}", e.getMessage());
            return Optional.empty();
        }
    }
}

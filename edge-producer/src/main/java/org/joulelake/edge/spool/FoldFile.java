package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A {@link SpoolFold} on disk, with the position up to which it has seen everything: mark "JLF1", eight bytes of
 * position, the state; see {@link CheckedFile}. Guarded by the spool's lock, but for what is saved: by the keeper's.
 */
final class FoldFile {

    static final String NAME = "sessions";

    private static final int MARK = 0x4A4C4631;

    private final CheckedFile file;
    private final SpoolFold fold;
    private final boolean wasRead;
    private long savedPosition;
    private long position;

    FoldFile(Disk disk, Path directory, SpoolFold fold) throws IOException {
        this.fold = fold;
        file = new CheckedFile(
                disk, directory.resolve(NAME), MARK, "recordings that were cut off begin again in a new session");
        ByteBuffer content = ByteBuffer.wrap(file.read().orElse(new byte[0]));
        wasRead = content.remaining() >= Long.BYTES;
        if (wasRead) {
            position = content.getLong();
            savedPosition = position;
            byte[] state = new byte[content.remaining()];
            content.get(state);
            restore(state);
        }
    }

    private void restore(byte[] state) throws IOException {
        try {
            fold.restore(state);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whether an earlier life has left something that can be trusted. */
    boolean wasRead() {
        return wasRead;
    }

    /** Last position that the fold has seen. */
    long position() {
        return position;
    }

    /** Last position that it will have seen after a restart without its entry. */
    long savedPosition() {
        return savedPosition;
    }

    void append(SpoolEntry entry) {
        fold.appended(entry);
        position = entry.position();
    }

    void drop(SpoolEntry entry) {
        fold.dropped(entry);
    }

    void notTaken(byte[] message) {
        fold.notTaken(message);
    }

    /** Whether a save would tell of entries up to this position that a later life could else not be sure of. */
    boolean isBehind(long endedPosition) {
        return savedPosition < Math.min(endedPosition, position);
    }

    /** What the fold has seen so far. */
    Seen seen() {
        return new Seen(position, fold.state());
    }

    /** Saves what the fold had seen; all of it must have been forced to the disk before. */
    void save(Seen seen) throws IOException {
        file.write(ByteBuffer.allocate(Long.BYTES + seen.state().length)
                .putLong(seen.position())
                .put(seen.state())
                .array());
        savedPosition = seen.position();
    }

    /**
     * What a fold has seen at one moment.
     *
     * @param position up to which it has seen everything
     * @param state what follows from that
     */
    record Seen(long position, byte[] state) {}
}

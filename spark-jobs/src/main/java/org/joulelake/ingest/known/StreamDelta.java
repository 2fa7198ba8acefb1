package org.joulelake.ingest.known;

import java.io.Serializable;

/**
 * What a task has made of a stream.
 *
 * @param before blocks that the lake had
 * @param added blocks that the task has written
 */
public record StreamDelta(KnownBlocks before, KnownBlocks added) implements Serializable {

    /** The stream after the commit. */
    public KnownBlocks after() {
        return before.plus(added);
    }

    /** What two tasks made of it; they must not {@linkplain #overlaps overlap}. */
    public StreamDelta plus(StreamDelta other) {
        return new StreamDelta(before, added.plus(other.added));
    }

    /** Whether another task may have written one of these blocks, too. */
    public boolean overlaps(StreamDelta other) {
        return added.from() > 0 || other.added.from() > 0 || added.overlaps(other.added);
    }
}

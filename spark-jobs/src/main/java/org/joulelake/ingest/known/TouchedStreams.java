package org.joulelake.ingest.known;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * The streams that tasks have met.
 *
 * @param deltas what was made of each
 * @param overlapping whether two tasks may have written the same block
 */
public record TouchedStreams(Map<StreamId, StreamDelta> deltas, boolean overlapping) implements Serializable {

    /** No stream at all. */
    public static final TouchedStreams NONE = new TouchedStreams(Map.of(), false);

    /** Takes a copy. */
    public TouchedStreams {
        deltas = Map.copyOf(deltas);
    }

    /** Those of one task. */
    public static TouchedStreams of(BlockLedger ledger) {
        return new TouchedStreams(ledger.streams(), false);
    }

    /** Those of two tasks. */
    public TouchedStreams plus(TouchedStreams other) {
        Map<StreamId, StreamDelta> all = new HashMap<>(deltas);
        boolean overlap = overlapping || other.overlapping;
        for (Map.Entry<StreamId, StreamDelta> theirs : other.deltas.entrySet()) {
            StreamDelta ours = all.get(theirs.getKey());
            overlap |= ours != null && ours.overlaps(theirs.getValue());
            all.merge(theirs.getKey(), theirs.getValue(), StreamDelta::plus);
        }
        return new TouchedStreams(all, overlap);
    }

    /** Which blocks of them the lake has when the tasks' files are committed. */
    public Map<StreamId, KnownBlocks> after() {
        Map<StreamId, KnownBlocks> after = new HashMap<>();
        deltas.forEach((stream, delta) -> after.put(stream, delta.after()));
        return after;
    }
}

package org.joulelake.ingest.known;

import org.apache.iceberg.Table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.SequenceRange;

/** Keeps a task from writing a block that the lake has, or that it has written before. Used by one thread. */
public final class BlockLedger {

    /** Neighbours that are looked up together where not all of a stream is remembered. */
    private static final long NEIGHBOURS = 500;

    private final KnownStreams known;
    private final BlockLookup lookup;
    private final Map<StreamId, StreamDelta> streams = new HashMap<>();
    private final Map<StreamId, Map<Long, Fingerprint>> written = new HashMap<>();

    /**
     * A ledger for one task.
     *
     * @param known what is known of live streams
     * @param blocks table {@code power.blocks} at the snapshot of which that is known
     */
    public BlockLedger(KnownStreams known, Table blocks) {
        this.known = known;
        lookup = new BlockLookup(blocks);
    }

    /** Whether neither the lake nor this task has a block with this identity. */
    public boolean isNew(BlockHeader header) {
        StreamId id = StreamId.of(header.stream());
        long sequence = header.sequence();
        return fingerprint(id, sequence).isEmpty() && !isInLake(id, sequence);
    }

    /** What this task has written with this identity. */
    public Optional<Fingerprint> written(BlockHeader header) {
        return fingerprint(StreamId.of(header.stream()), header.sequence());
    }

    /** The block is written. */
    public void add(BlockHeader header) {
        StreamId id = StreamId.of(header.stream());
        StreamDelta delta = stream(id);
        streams.put(id, new StreamDelta(delta.before(), delta.added().plus(header.sequence())));
        written.computeIfAbsent(id, stream -> new HashMap<>()).put(header.sequence(), Fingerprint.of(header));
    }

    /** What this task has made of the streams that it met. */
    public Map<StreamId, StreamDelta> streams() {
        return Map.copyOf(streams);
    }

    /** To compare blocks with those of the lake. */
    public BlockLookup lookup() {
        return lookup;
    }

    private boolean isInLake(StreamId id, long sequence) {
        KnownBlocks before = stream(id).before();
        if (sequence >= before.from()) {
            return before.contains(sequence);
        }
        SequenceRange around =
                new SequenceRange(Math.max(0, sequence - NEIGHBOURS), Math.min(before.from(), sequence + NEIGHBOURS));
        return lookup.of(id, around).contains(sequence);
    }

    private Optional<Fingerprint> fingerprint(StreamId id, long sequence) {
        return Optional.ofNullable(written.getOrDefault(id, Map.of()).get(sequence));
    }

    private StreamDelta stream(StreamId id) {
        return streams.computeIfAbsent(
                id, stream -> new StreamDelta(known.of(stream).orElseGet(() -> lookup.of(stream)), KnownBlocks.NONE));
    }
}

package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects what a file holds. Payloads of samples are left for later; all others are checked here, and what is damaged
 * is listed.
 */
final class ContentsReader implements ChunkScan.Visitor {

    private static final int TIME_BYTES = Long.BYTES;
    private static final int TIME_SUMMARY_ENTRY_BYTES = 2 * Long.BYTES;

    private final JlsFile file;
    private final Losses losses;
    private final Map<Integer, SourceDefinition> sources = new TreeMap<>();
    private final Map<Integer, SignalDefinition> signals = new TreeMap<>();
    private final Map<Integer, Track> tracks = new TreeMap<>();
    private ChunkHeader indexChunk;
    private ByteBuffer index;
    private boolean closed;

    private ContentsReader(JlsFile file, Losses losses) {
        this.file = file;
        this.losses = losses;
    }

    static Contents read(JlsFile file, Losses losses) throws IOException {
        ContentsReader reader = new ContentsReader(file, losses);
        new ChunkScan(file).run(reader);
        reader.listUndefinedSignals();
        return new Contents(reader.sources, reader.signals, reader.tracks, reader.closed);
    }

    @Override
    public void chunk(ChunkHeader chunk) throws IOException {
        closed = chunk.tag() == JlsFormat.TAG_END;
        switch (chunk.tag()) {
            case JlsFormat.TAG_SAMPLES -> track(chunk).addChunk(chunk.offset());
            case JlsFormat.TAG_SOURCE -> source(chunk);
            case JlsFormat.TAG_SIGNAL -> signal(chunk);
            case JlsFormat.TAG_SAMPLES_INDEX -> index(chunk);
            case JlsFormat.TAG_SAMPLES_SUMMARY -> summary(chunk);
            case JlsFormat.TAG_TIME -> time(chunk);
            case JlsFormat.TAG_TIME_SUMMARY -> timeSummary(chunk);
            default -> check(chunk);
        }
    }

    @Override
    public void torn(ChunkHeader chunk) {
        closed = false;
        losses.add("the file ends at byte " + file.size() + " within " + describe(chunk)
                + ", which should go on to byte " + chunk.end());
        if (chunk.tag() == JlsFormat.TAG_SAMPLES) {
            track(chunk).addChunk(chunk.offset());
        }
    }

    @Override
    public void unreadable(long from, long to) {
        closed = false;
        losses.add("bytes " + from + " to " + (to - 1)
                + " are damaged: no chunk with a header that matches its checksum is there");
    }

    private void source(ChunkHeader chunk) throws IOException {
        Optional<SourceDefinition> source =
                payload(chunk).flatMap(payload -> DefinitionParser.source(chunk.signalId(), payload));
        if (source.isEmpty()) {
            listDamage(chunk);
        } else if (sources.putIfAbsent(chunk.signalId(), source.get()) != null) {
            losses.add("source " + chunk.signalId() + " is defined twice; the first definition counts");
        }
    }

    private void signal(ChunkHeader chunk) throws IOException {
        Optional<SignalDefinition> signal =
                payload(chunk).flatMap(payload -> DefinitionParser.signal(chunk.signalId(), payload));
        if (signal.isEmpty() || chunk.signalId() >= JlsFormat.SIGNAL_COUNT) {
            listDamage(chunk);
        } else if (signals.putIfAbsent(chunk.signalId(), signal.get()) != null) {
            losses.add("signal " + chunk.signalId() + " is defined twice; the first definition counts");
        }
    }

    private void index(ChunkHeader chunk) throws IOException {
        Optional<ByteBuffer> payload = payload(chunk);
        if (payload.isEmpty()) {
            listDamage(chunk);
            return;
        }
        PayloadHeader.parse(payload.get(), Long.SIZE)
                .ifPresent(header -> track(chunk).addIndexStart(header.timestamp()));
        if (chunk.level() == 1) {
            indexChunk = chunk;
            index = payload.get();
        }
    }

    /** The format wants each index to be followed at once by its summary. */
    private void summary(ChunkHeader chunk) throws IOException {
        Optional<ByteBuffer> payload = payload(chunk);
        if (payload.isEmpty()) {
            listDamage(chunk);
            return;
        }
        SignalDefinition signal = signals.get(chunk.signalId());
        boolean paired = indexChunk != null
                && indexChunk.end() == chunk.offset()
                && indexChunk.meta() == chunk.meta()
                && signal != null;
        if (paired) {
            SummaryBlock.of(signal, index, payload.get()).ifPresent(track(chunk)::addSummary);
        }
    }

    private void time(ChunkHeader chunk) throws IOException {
        Optional<ByteBuffer> payload = payload(chunk).filter(p -> PayloadHeader.parse(p, TIME_BYTES * Byte.SIZE)
                .filter(header -> header.entryCount() == 1)
                .isPresent());
        if (payload.isEmpty()) {
            listDamage(chunk);
        } else {
            track(chunk).addTime(payload.get().getLong(0), payload.get().getLong(JlsFormat.PAYLOAD_HEADER_BYTES));
        }
    }

    /** Summaries repeat the times, so that a damaged time is only lost if its summary is, too. */
    private void timeSummary(ChunkHeader chunk) throws IOException {
        Optional<ByteBuffer> payload = payload(chunk);
        Optional<PayloadHeader> header =
                payload.flatMap(p -> PayloadHeader.parse(p, TIME_SUMMARY_ENTRY_BYTES * Byte.SIZE));
        if (header.isEmpty()) {
            listDamage(chunk);
        } else if (chunk.level() == 1) {
            for (int k = 0; k < header.get().entryCount(); k++) {
                int at = JlsFormat.PAYLOAD_HEADER_BYTES + k * TIME_SUMMARY_ENTRY_BYTES;
                track(chunk).addTime(payload.get().getLong(at), payload.get().getLong(at + Long.BYTES));
            }
        }
    }

    private void check(ChunkHeader chunk) throws IOException {
        if (!file.isIntact(chunk)) {
            listDamage(chunk);
        }
    }

    private Optional<ByteBuffer> payload(ChunkHeader chunk) throws IOException {
        return file.payload(chunk, null);
    }

    private void listDamage(ChunkHeader chunk) {
        losses.add(describe(chunk) + " at byte " + chunk.offset() + ": the payload is damaged");
    }

    private String describe(ChunkHeader chunk) {
        if (!chunk.isOfSignal()) {
            return chunk.kind();
        }
        SignalDefinition signal = signals.get(chunk.signalId());
        return chunk.kind() + " " + (signal == null ? chunk.signalId() : signal.name());
    }

    private Track track(ChunkHeader chunk) {
        return tracks.computeIfAbsent(chunk.signalId(), id -> new Track());
    }

    private void listUndefinedSignals() {
        tracks.forEach((id, track) -> {
            if (!signals.containsKey(id) && track.chunkOffsets().length > 0) {
                losses.add("signal " + id + " has no intact definition: its " + track.chunkOffsets().length
                        + " chunks of samples cannot be read");
            }
        });
    }
}

package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes through the samples of one signal: the chunks of the file and, in between, what the writer left out as constant.
 * The vendor's writer fills what it missed (float32 with NaN, whole numbers with 0), so that ids only jump where the
 * file is damaged: each jump is listed as a loss.
 */
final class SignalCursor {

    private final SignalDefinition signal;
    private final Track track;
    private final SampleChunks chunks;
    private final Losses losses;

    private int nextChunk;
    private int nextRun;
    private Piece waitingChunk;
    private Piece piece;
    private boolean begun;
    private long next;
    private String damage;
    private long damagedSamples;
    private long origin;

    SignalCursor(JlsFile file, SignalDefinition signal, Track track, Losses losses) {
        this.signal = signal;
        this.track = track;
        this.losses = losses;
        this.chunks = new SampleChunks(file, signal.id(), signal.sampleType().orElseThrow());
    }

    SignalDefinition signal() {
        return signal;
    }

    /** Id of the first sample that the file is known to have or to have had; empty if there is none. */
    OptionalLong start() throws IOException {
        OptionalLong indexed = track.indexedStart();
        if (!load()) {
            return indexed;
        }
        return OptionalLong.of(Math.min(piece.first(), indexed.orElse(piece.first())));
    }

    /** Sets the id that the session counts from, before the first sample is taken. */
    void countFrom(long originId) throws IOException {
        origin = originId;
        next = start().orElse(originId);
        begun = true;
    }

    /** Index in the session of the sample behind the last one taken. */
    long position() {
        return next - origin;
    }

    /** Index in the session of the next sample there is, or empty at the end. */
    OptionalLong peek() throws IOException {
        return load() ? OptionalLong.of(Math.max(piece.first(), next) - origin) : OptionalLong.empty();
    }

    /** The next samples up to a number of them; only after a peek that found some. */
    float[] take(int most) {
        if (piece.first() > next) {
            listGap(piece.first());
        }
        float[] samples = new float[(int) Math.min(most, piece.end() - next)];
        piece.samples().copy(next - piece.first(), samples);
        next += samples.length;
        return samples;
    }

    /** Lists what is known to be missing at the end of the signal. */
    void finish() {
        long end = Math.max(track.summarisedEnd().orElse(next), next);
        if (end > next) {
            listGap(end);
        } else if (damagedSamples > 0) {
            listGap(next + damagedSamples);
        }
    }

    /** Lists samples up to an index of the session that other signals have, as far as they are not yet listed. */
    void listMissing(long end) {
        if (end > position()) {
            losses.add(range(next, end + origin) + " are not in the file; other signals have them");
            next = end + origin;
        }
    }

    private void listGap(long end) {
        losses.add(range(next, end) + " are lost: " + (damage == null ? "they are not in the file" : damage));
        damage = null;
        damagedSamples = 0;
        next = end;
    }

    private String range(long first, long end) {
        return "samples " + (first - origin) + " to " + (end - origin - 1) + " of " + signal.name();
    }

    /** Loads a piece with samples from the next one on; false at the end. */
    private boolean load() throws IOException {
        while (piece == null || piece.count() == 0 || (begun && piece.end() <= next)) {
            Optional<Piece> following = following();
            if (following.isEmpty()) {
                piece = null;
                return false;
            }
            piece = following.get();
            listOverlap();
        }
        return true;
    }

    private void listOverlap() {
        if (begun && piece.first() < next && piece.count() > 0) {
            losses.add(range(piece.first(), Math.min(piece.end(), next))
                    + " are in the file twice; those that come first count");
        }
    }

    private Optional<Piece> following() throws IOException {
        if (waitingChunk == null) {
            waitingChunk = intactChunk();
        }
        ConstantRun run = nextRun < track.runs().size() ? track.runs().get(nextRun) : null;
        if (run != null && (waitingChunk == null || run.first() < waitingChunk.first())) {
            nextRun++;
            return Optional.of(Piece.of(run));
        }
        Optional<Piece> chunk = Optional.ofNullable(waitingChunk);
        waitingChunk = null;
        return chunk;
    }

    private Piece intactChunk() throws IOException {
        while (nextChunk < track.chunkOffsets().length) {
            long offset = track.chunkOffsets()[nextChunk++];
            Optional<Piece> chunk = chunks.load(offset);
            if (chunk.isPresent()) {
                return chunk.get();
            }
            damage = damage == null ? "the chunk at byte " + offset + " is damaged or cut off" : damage;
            damagedSamples += Math.min(chunks.mostSamples(offset), signal.samplesPerChunk());
        }
        return null;
    }
}

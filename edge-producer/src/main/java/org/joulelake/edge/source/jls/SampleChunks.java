package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Loads chunks of samples of one signal. A piece is valid until the next chunk is loaded. */
final class SampleChunks {

    private final JlsFile file;
    private final int signalId;
    private final SampleType type;
    private ByteBuffer buffer;

    SampleChunks(JlsFile file, int signalId, SampleType type) {
        this.file = file;
        this.signalId = signalId;
        this.type = type;
    }

    /** The samples of the chunk at an offset, or empty where it is not intact. */
    Optional<Piece> load(long offset) throws IOException {
        Optional<ChunkHeader> chunk = header(offset);
        if (chunk.isEmpty()) {
            return Optional.empty();
        }
        Optional<ByteBuffer> payload = file.payload(chunk.get(), buffer);
        if (payload.isEmpty()) {
            return Optional.empty();
        }
        buffer = payload.get();
        return PayloadHeader.parse(buffer, type.bits())
                .map(header -> new Piece(
                        header.timestamp(),
                        header.entryCount(),
                        (from, target) -> type.decode(buffer, (int) from, target)));
    }

    /** How many samples at most the chunk at an offset has, going by its header. */
    long mostSamples(long offset) throws IOException {
        return header(offset)
                .map(chunk ->
                        Math.max(0, chunk.payloadLength() - JlsFormat.PAYLOAD_HEADER_BYTES) * Byte.SIZE / type.bits())
                .orElse(0L);
    }

    private Optional<ChunkHeader> header(long offset) throws IOException {
        return file.header(offset)
                .filter(chunk -> chunk.tag() == JlsFormat.TAG_SAMPLES && chunk.signalId() == signalId);
    }
}

package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Goes through a file from chunk to chunk by their lengths. It trusts no link of the file's lists and no index, so an
 * unfinished file is read like a finished one. Behind a damaged header it looks for the next place, on the format's
 * grid of 8 bytes, where a header is followed by another one.
 */
final class ChunkScan {

    /** What the scan finds, in the order of the file. */
    interface Visitor {

        /** A chunk with an intact header that is there as a whole. */
        void chunk(ChunkHeader chunk) throws IOException;

        /** The last chunk: the file ends within it. */
        void torn(ChunkHeader chunk) throws IOException;

        /** Bytes in which no chunk can be told. */
        void unreadable(long from, long to) throws IOException;
    }

    private final JlsFile file;

    ChunkScan(JlsFile file) {
        this.file = file;
    }

    void run(Visitor visitor) throws IOException {
        long at = JlsFormat.FILE_HEADER_BYTES;
        while (at < file.size()) {
            Optional<ChunkHeader> chunk = file.header(at);
            if (chunk.isEmpty()) {
                long next = nextHeader(at + JlsFormat.ALIGNMENT);
                visitor.unreadable(at, next);
                at = next;
            } else if (file.isComplete(chunk.get())) {
                visitor.chunk(chunk.get());
                at = chunk.get().end();
            } else {
                visitor.torn(chunk.get());
                return;
            }
        }
    }

    private long nextHeader(long from) throws IOException {
        long at = from;
        while (at + JlsFormat.CHUNK_HEADER_BYTES <= file.size()) {
            ByteBuffer window = file.window(at, file.size());
            int last = window.limit() - JlsFormat.CHUNK_HEADER_BYTES;
            for (int position = 0; position <= last; position += JlsFormat.ALIGNMENT) {
                if (ChunkHeader.isPlausible(window, position) && isChunk(window, position, at + position)) {
                    return at + position;
                }
            }
            at += last / JlsFormat.ALIGNMENT * JlsFormat.ALIGNMENT + JlsFormat.ALIGNMENT;
        }
        return file.size();
    }

    private boolean isChunk(ByteBuffer window, int position, long offset) throws IOException {
        Optional<ChunkHeader> chunk = ChunkHeader.parse(window, position, offset);
        return chunk.isPresent()
                && (chunk.get().end() == file.size()
                        || file.header(chunk.get().end()).isPresent());
    }
}

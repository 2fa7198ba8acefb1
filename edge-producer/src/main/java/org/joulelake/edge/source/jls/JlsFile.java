package org.joulelake.edge.source.jls;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of a JLS file, read chunk by chunk; lengths are checked against its size before anything is allocated. */
final class JlsFile implements Closeable {

    /** Payloads that are parsed must not be longer; the vendor's default for samples is 32 KiB. */
    static final int LONGEST_PAYLOAD = 16 << 20;

    private static final int WINDOW_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer headerBuffer = allocate(JlsFormat.CHUNK_HEADER_BYTES);
    private final ByteBuffer window = allocate(WINDOW_BYTES);

    private JlsFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static JlsFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new JlsFile(path, channel, channel.size());
    }

    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Path path() {
        return path;
    }

    /** Size in bytes when the file was opened. */
    long size() {
        return size;
    }

    /** Another one for another content, as far as size, time of change, beginning and end tell. */
    String fingerprint() throws IOException {
        return "jls:%d:%d:%08x:%08x"
                .formatted(
                        size,
                        Files.getLastModifiedTime(path).toMillis(),
                        checksum(0),
                        checksum(Math.max(0, size - WINDOW_BYTES)));
    }

    private int checksum(long offset) throws IOException {
        ByteBuffer part = allocate((int) Math.min(WINDOW_BYTES, size - offset));
        read(part, offset);
        CRC32C crc = new CRC32C();
        crc.update(part.flip());
        return (int) crc.getValue();
    }

    /** Fills the buffer from its position to its limit. */
    void read(ByteBuffer target, long offset) throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(path + " became shorter while it was read");
            }
            at += read;
        }
    }

    /** The chunk header at an offset, or empty where there is none or its checksum is wrong. */
    Optional<ChunkHeader> header(long offset) throws IOException {
        if (offset + JlsFormat.CHUNK_HEADER_BYTES > size) {
            return Optional.empty();
        }
        read(headerBuffer.clear(), offset);
        return ChunkHeader.parse(headerBuffer, 0, offset);
    }

    /** Whether the chunk is there as a whole. */
    boolean isComplete(ChunkHeader chunk) {
        return chunk.end() <= size;
    }

    /**
     * The payload of a chunk, or empty where it is cut off, too long or does not match its checksum.
     *
     * @param reuse taken for the result where it is large enough; may be null
     */
    Optional<ByteBuffer> payload(ChunkHeader chunk, ByteBuffer reuse) throws IOException {
        if (!isComplete(chunk) || chunk.payloadLength() > LONGEST_PAYLOAD) {
            return Optional.empty();
        }
        int inFile = (int) JlsFormat.payloadBytesInFile(chunk.payloadLength());
        ByteBuffer buffer = reuse != null && reuse.capacity() >= inFile ? reuse.clear() : allocate(inFile);
        read(buffer.limit(inFile), chunk.payloadOffset());
        buffer.position(0).limit((int) chunk.payloadLength());
        CRC32C crc = new CRC32C();
        crc.update(buffer);
        buffer.limit(inFile);
        boolean intact = inFile == 0 || buffer.getInt(inFile - JlsFormat.CRC_BYTES) == (int) crc.getValue();
        return intact ? Optional.of(buffer.position(0).limit((int) chunk.payloadLength())) : Optional.empty();
    }

    /** Whether a payload of any length matches its checksum. */
    boolean isIntact(ChunkHeader chunk) throws IOException {
        if (!isComplete(chunk)) {
            return false;
        }
        if (chunk.payloadLength() == 0) {
            return true;
        }
        CRC32C crc = new CRC32C();
        long end = chunk.payloadOffset() + chunk.payloadLength();
        for (long at = chunk.payloadOffset(); at < end; at += WINDOW_BYTES) {
            ByteBuffer part = window(at, end);
            crc.update(part);
        }
        return window(chunk.end() - JlsFormat.CRC_BYTES, chunk.end()).getInt(0) == (int) crc.getValue();
    }

    /** Bytes from an offset on, as many as the window holds and not beyond the end; valid until the next call. */
    ByteBuffer window(long offset, long end) throws IOException {
        window.clear().limit((int) Math.min(WINDOW_BYTES, end - offset));
        read(window, offset);
        return window.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.joulelake.edge.source.jls;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Header of a chunk whose checksum was right.
 *
 * @param offset where the chunk begins in the file, in bytes
 * @param tag what the chunk holds
 * @param meta of track chunks: signal in the low 12 bits, level of summary in the high 4
 * @param payloadLength in bytes, without padding and checksum
 */
record ChunkHeader(long offset, int tag, int meta, long payloadLength) {

    private static final int TAG_AT = 16;
    private static final int RESERVED_AT = 17;
    private static final int META_AT = 18;
    private static final int PAYLOAD_LENGTH_AT = 20;
    private static final int CRC_AT = 28;

    /** The header in a little-endian buffer at a position, or empty where its checksum is wrong. */
    static Optional<ChunkHeader> parse(ByteBuffer buffer, int position, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(position).limit(position + CRC_AT));
        if ((int) crc.getValue() != buffer.getInt(position + CRC_AT)) {
            return Optional.empty();
        }
        return Optional.of(new ChunkHeader(
                offset,
                Byte.toUnsignedInt(buffer.get(position + TAG_AT)),
                Short.toUnsignedInt(buffer.getShort(position + META_AT)),
                Integer.toUnsignedLong(buffer.getInt(position + PAYLOAD_LENGTH_AT))));
    }

    /** Whether a chunk header may begin at a position: a cheap look before the checksum is computed. */
    static boolean isPlausible(ByteBuffer buffer, int position) {
        int tag = Byte.toUnsignedInt(buffer.get(position + TAG_AT));
        return buffer.get(position + RESERVED_AT) == 0 && isKnown(tag);
    }

    private static boolean isKnown(int tag) {
        return switch (tag) {
            case JlsFormat.TAG_SOURCE, JlsFormat.TAG_SIGNAL, JlsFormat.TAG_USER_DATA, JlsFormat.TAG_END -> true;
            default -> isTrack(tag);
        };
    }

    private static boolean isTrack(int tag) {
        return tag >= JlsFormat.TAG_TRACK_FLAG
                && tag <= JlsFormat.TAG_TRACK_LAST
                && (tag & 0x07) <= JlsFormat.TRACK_CHUNK_LAST;
    }

    int signalId() {
        return meta & 0x0fff;
    }

    int level() {
        return meta >> 12;
    }

    long payloadOffset() {
        return offset + JlsFormat.CHUNK_HEADER_BYTES;
    }

    /** Where the next chunk begins. */
    long end() {
        return payloadOffset() + JlsFormat.payloadBytesInFile(payloadLength);
    }

    /** What the chunk holds, in words for a user. */
    String kind() {
        return switch (tag) {
            case JlsFormat.TAG_SOURCE -> "definition of source";
            case JlsFormat.TAG_SIGNAL -> "definition of signal";
            case JlsFormat.TAG_SAMPLES -> "samples of signal";
            case JlsFormat.TAG_SAMPLES_INDEX, JlsFormat.TAG_SAMPLES_SUMMARY -> "summary of signal";
            case JlsFormat.TAG_TIME, JlsFormat.TAG_TIME_SUMMARY -> "times of signal";
            case JlsFormat.TAG_USER_DATA -> "user data";
            case JlsFormat.TAG_END -> "end mark";
            default -> isTrack(tag) ? "annotations or links of signal" : "chunk of unknown kind";
        };
    }

    /** Whether the chunk belongs to a signal. */
    boolean isOfSignal() {
        return isTrack(tag) || tag == JlsFormat.TAG_SIGNAL;
    }
}

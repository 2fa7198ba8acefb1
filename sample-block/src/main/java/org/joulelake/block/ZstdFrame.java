package org.joulelake.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.joulelake.block.BlockFormatException.Reason;

/** zstd (RFC 8878) with a content size that both sides know. */
final class ZstdFrame {

    /** RFC 8878, section 3.1.1. */
    private static final int MAGIC = 0xFD2FB528;

    /** Levels 2 and 3 cost up to four times as much; on recordings they saved at most 2 %, and often cost bytes. */
    private static final int LEVEL = 1;

    private ZstdFrame() {}

    /** Compresses {@code content}, leaving room for {@code prefixLength} bytes before the frame. */
    static byte[] compress(byte[] content, int prefixLength) {
        byte[] target = new byte[prefixLength + (int) Zstd.compressBound(content.length)];
        int length = (int) Zstd.compressByteArray(
                target, prefixLength, target.length - prefixLength, content, 0, content.length, LEVEL);
        return Arrays.copyOf(target, prefixLength + length);
    }

    /**
     * The content of a frame. Nothing is unpacked, and nothing allocated, unless the frame announces just this much.
     *
     * @throws BlockFormatException if this is not one frame, whole and nothing else, with exactly so much content
     */
    static byte[] decompress(byte[] message, int offset, int length, int contentLength) throws BlockFormatException {
        requireMagic(message, offset, length);
        try {
            requireSizes(message, offset, length, contentLength);
            byte[] content = new byte[contentLength];
            long actual = Zstd.decompressByteArray(content, 0, contentLength, message, offset, length);
            requireEqual(offset, "holds", contentLength, actual);
            return content;
        } catch (ZstdException e) {
            throw new BlockFormatException(Reason.BAD_PAYLOAD, offset, "zstd: " + e.getMessage(), e);
        }
    }

    /** The library also reads skippable frames and the formats before version 1.0; the block allows neither. */
    private static void requireMagic(byte[] message, int offset, int length) throws BlockFormatException {
        if (length < Integer.BYTES
                || ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(offset) != MAGIC) {
            throw new BlockFormatException(Reason.BAD_PAYLOAD, offset, "not a zstd frame");
        }
    }

    private static void requireSizes(byte[] message, int offset, int length, int contentLength)
            throws BlockFormatException {
        requireEqual(offset, "is one of", length, Zstd.findFrameCompressedSize(message, offset, length));
        requireEqual(offset, "announces", contentLength, Zstd.getFrameContentSize(message, offset, length));
    }

    private static void requireEqual(int offset, String verb, long expected, long actual) throws BlockFormatException {
        if (actual != expected) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, "zstd frame " + verb + " " + actual + " bytes instead of " + expected);
        }
    }
}

package org.joulelake.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import java.util.Arrays;

import org.joulelake.block.BlockFormatException.Reason;

/** zstd (RFC 8878) with a content size that both sides know. */
final class ZstdFrame {

    private static final int LEVEL = 3;

    private ZstdFrame() {}

    /** Compresses {@code content}, leaving room for {@code prefixLength} bytes before the frame. */
    static byte[] compress(byte[] content, int prefixLength) {
        byte[] target = new byte[prefixLength + (int) Zstd.compressBound(content.length)];
        int length = (int) Zstd.compressByteArray(
                target, prefixLength, target.length - prefixLength, content, 0, content.length, LEVEL);
        return Arrays.copyOf(target, prefixLength + length);
    }

    /**
     * The content of a frame. A frame that holds more than {@code contentLength} bytes is refused without ever being
     * unpacked further than that.
     *
     * @throws BlockFormatException if this is not a frame with exactly so much content
     */
    static byte[] decompress(byte[] message, int offset, int length, int contentLength) throws BlockFormatException {
        byte[] content = new byte[contentLength];
        long actual;
        try {
            actual = Zstd.decompressByteArray(content, 0, contentLength, message, offset, length);
        } catch (ZstdException e) {
            throw new BlockFormatException(Reason.BAD_PAYLOAD, offset, "zstd: " + e.getMessage(), e);
        }
        if (actual != contentLength) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, "zstd frame holds " + actual + " bytes instead of " + contentLength);
        }
        return content;
    }
}

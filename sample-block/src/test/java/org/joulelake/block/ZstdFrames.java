package org.joulelake.block;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames by hand, after RFC 8878, that no honest compressor writes. */
final class ZstdFrames {

    private static final int MAGIC = 0xFD2FB528;
    private static final int RLE_BLOCK = 1 << 1;
    private static final int LARGEST_BLOCK = 128 << 10;
    private static final byte WINDOW_128_KIB = 7 << 3;
    private static final byte SIZE_IN_FOUR_BYTES = (byte) (2 << 6);

    private ZstdFrames() {}

    /** Zeros that unpack to so many bytes, without saying so. */
    static byte[] zeros(long size) {
        return concat(header(5).put((byte) 0).put(WINDOW_128_KIB).array(), zeroBlocks(size));
    }

    /** Zeros that unpack to so many bytes, with a header that announces what it likes. */
    static byte[] zerosThatAnnounce(long size, int announced) {
        ByteBuffer header =
                header(9).put(SIZE_IN_FOUR_BYTES).put(WINDOW_128_KIB).putInt(announced);
        return concat(header.array(), zeroBlocks(size));
    }

    /** A frame that every zstd passes over. */
    static byte[] skippable(byte[] hidden) {
        return ByteBuffer.allocate(8 + hidden.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A50)
                .putInt(hidden.length)
                .put(hidden)
                .array();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Magic first; {@code length} counts what follows it, less one. */
    private static ByteBuffer header(int length) {
        return ByteBuffer.allocate(length + 1).order(ByteOrder.LITTLE_ENDIAN).putInt(MAGIC);
    }

    private static byte[] zeroBlocks(long size) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (long left = size; left > 0; left -= LARGEST_BLOCK) {
            int block = (int) Math.min(left, LARGEST_BLOCK);
            int header = block << 3 | RLE_BLOCK | (left <= LARGEST_BLOCK ? 1 : 0);
            blocks.write(header);
            blocks.write(header >> 8);
            blocks.write(header >> 16);
            blocks.write(0);
        }
        return blocks.toByteArray();
    }
}

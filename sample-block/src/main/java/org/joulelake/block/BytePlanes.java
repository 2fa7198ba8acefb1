package org.joulelake.block;

/**
 * Byte shuffle: the first bytes of all numbers, then all second bytes, and so on. Bytes of equal weight are alike, which
 * is what a general compressor can use.
 */
final class BytePlanes {

    private BytePlanes() {}

    /** The planes of numbers, or of records of several, that take so many bytes each. */
    static byte[] split(byte[] records, int width) {
        int count = records.length / width;
        byte[] planes = new byte[records.length];
        for (int i = 0; i < records.length; i++) {
            planes[i % width * count + i / width] = records[i];
        }
        return planes;
    }

    /** The inverse of {@link #split}. */
    static byte[] join(byte[] planes, int width) {
        int count = planes.length / width;
        byte[] records = new byte[planes.length];
        for (int i = 0; i < records.length; i++) {
            records[i] = planes[i % width * count + i / width];
        }
        return records;
    }

    /** Writes {@code count} ints as four planes, the least significant first. */
    static void splitInts(int[] values, int count, byte[] target, int offset) {
        for (int plane = 0; plane < Integer.BYTES; plane++) {
            int base = offset + plane * count;
            int shift = plane * Byte.SIZE;
            for (int i = 0; i < count; i++) {
                target[base + i] = (byte) (values[i] >>> shift);
            }
        }
    }

    /** The inverse of {@link #splitInts}. */
    static void joinInts(byte[] source, int offset, int count, int[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = (source[offset + i] & 0xFF)
                    | (source[offset + count + i] & 0xFF) << 8
                    | (source[offset + 2 * count + i] & 0xFF) << 16
                    | source[offset + 3 * count + i] << 24;
        }
    }
}

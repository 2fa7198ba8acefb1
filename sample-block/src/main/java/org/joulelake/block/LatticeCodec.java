package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.joulelake.block.BlockFormatException.Reason;

/**
 * Table of distinct values and ranks, in one zstd frame.
 *
 * <pre>
 *   0  flags: bit 0 = ranks are written as differences to the rank before (the first to 0), zigzag
 *   1  reserved = 0
 *   2  number of table entries less one
 *   4  zstd frame of: the table (4 byte planes), the ranks (2 byte planes; 1 if the table has at most 256 entries)
 * </pre>
 *
 * <p>Differences wrap at the width of a rank, so any two ranks have one.
 */
final class LatticeCodec implements SampleCodec {

    private static final int FLAGS = 0;
    private static final int RESERVED = 1;
    private static final int TABLE_SIZE = 2;
    private static final int FRAME = 4;

    private static final int DELTA_FLAG = 1;
    private static final int NARROW_TABLE_SIZE = 256;

    /** Ranks that take at most this part of a byte each, such as those of a digital input, are not tried as differences. */
    private static final double GOOD_ENOUGH = 1 / 64.0;

    @Override
    public Optional<byte[]> encode(float[] samples) {
        return Lattice.of(samples).map(LatticeCodec::shortest);
    }

    private static byte[] shortest(Lattice lattice) {
        byte[] plain = encode(lattice, false);
        if (plain.length <= GOOD_ENOUGH * lattice.ranks().length) {
            return plain;
        }
        byte[] deltas = encode(lattice, true);
        return deltas.length < plain.length ? deltas : plain;
    }

    static byte[] encode(Lattice lattice, boolean deltas) {
        int tableSize = lattice.table().length;
        byte[] content = new byte[contentLength(tableSize, lattice.ranks().length)];
        BytePlanes.splitInts(lattice.table(), tableSize, content, 0);
        int offset = tableSize * Integer.BYTES;
        if (tableSize <= NARROW_TABLE_SIZE) {
            splitNarrow(lattice.ranks(), deltas, content, offset);
        } else {
            splitWide(lattice.ranks(), deltas, content, offset);
        }
        byte[] payload = ZstdFrame.compress(content, FRAME);
        payload[FLAGS] = (byte) (deltas ? DELTA_FLAG : 0);
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putShort(TABLE_SIZE, (short) (tableSize - 1));
        return payload;
    }

    private static void splitNarrow(short[] ranks, boolean deltas, byte[] target, int offset) {
        int previous = 0;
        for (int i = 0; i < ranks.length; i++) {
            byte difference = (byte) (ranks[i] - previous);
            target[offset + i] = (byte) (deltas ? difference << 1 ^ difference >> 7 : ranks[i]);
            previous = ranks[i];
        }
    }

    private static void splitWide(short[] ranks, boolean deltas, byte[] target, int offset) {
        int high = offset + ranks.length;
        int previous = 0;
        for (int i = 0; i < ranks.length; i++) {
            short difference = (short) (ranks[i] - previous);
            int code = deltas ? difference << 1 ^ difference >> 15 : ranks[i];
            target[offset + i] = (byte) code;
            target[high + i] = (byte) (code >>> Byte.SIZE);
            previous = ranks[i];
        }
    }

    @Override
    public float[] decode(byte[] message, int offset, int length, int sampleCount) throws BlockFormatException {
        if (length < FRAME) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, "lattice payload has " + length + " bytes, fewer than " + FRAME);
        }
        int flags = message[offset + FLAGS] & 0xFF | (message[offset + RESERVED] & 0xFF) << Byte.SIZE;
        if ((flags & ~DELTA_FLAG) != 0) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, String.format("unknown lattice flags %04x", flags));
        }
        int tableSize = tableSize(message, offset + TABLE_SIZE, sampleCount);
        byte[] content =
                ZstdFrame.decompress(message, offset + FRAME, length - FRAME, contentLength(tableSize, sampleCount));
        int[] table = table(content, tableSize, offset + FRAME);
        int[] ranks = ranks(content, tableSize, sampleCount, flags == DELTA_FLAG);
        return valuesAt(ranks, table, offset + FRAME);
    }

    private static int tableSize(byte[] message, int offset, int sampleCount) throws BlockFormatException {
        int size = 1 + (ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getShort(offset) & 0xFFFF);
        if (size > sampleCount) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, "table of " + size + " values for " + sampleCount + " samples");
        }
        return size;
    }

    /** Ascending order makes the values distinct, and the first and the last of them the least and the greatest. */
    private static int[] table(byte[] content, int tableSize, int offset) throws BlockFormatException {
        int[] table = new int[tableSize];
        BytePlanes.joinInts(content, 0, tableSize, table);
        for (int i = 1; i < tableSize; i++) {
            if (SampleBits.ordered(table[i]) <= SampleBits.ordered(table[i - 1])) {
                throw new BlockFormatException(
                        Reason.BAD_PAYLOAD, offset, "table is not in ascending order at entry " + i);
            }
        }
        return table;
    }

    private static int[] ranks(byte[] content, int tableSize, int sampleCount, boolean deltas) {
        int offset = tableSize * Integer.BYTES;
        return tableSize <= NARROW_TABLE_SIZE
                ? joinNarrow(content, offset, sampleCount, deltas)
                : joinWide(content, offset, sampleCount, deltas);
    }

    private static int[] joinNarrow(byte[] content, int offset, int sampleCount, boolean deltas) {
        int[] ranks = new int[sampleCount];
        int previous = 0;
        for (int i = 0; i < sampleCount; i++) {
            int code = content[offset + i] & 0xFF;
            ranks[i] = deltas ? previous + (code >>> 1 ^ -(code & 1)) & 0xFF : code;
            previous = ranks[i];
        }
        return ranks;
    }

    private static int[] joinWide(byte[] content, int offset, int sampleCount, boolean deltas) {
        int[] ranks = new int[sampleCount];
        int high = offset + sampleCount;
        int previous = 0;
        for (int i = 0; i < sampleCount; i++) {
            int code = content[offset + i] & 0xFF | (content[high + i] & 0xFF) << Byte.SIZE;
            ranks[i] = deltas ? previous + (code >>> 1 ^ -(code & 1)) & 0xFFFF : code;
            previous = ranks[i];
        }
        return ranks;
    }

    private static float[] valuesAt(int[] ranks, int[] table, int offset) throws BlockFormatException {
        float[] samples = new float[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] >= table.length) {
                throw new BlockFormatException(
                        Reason.BAD_PAYLOAD,
                        offset,
                        "rank " + ranks[i] + " of sample " + i + " is beyond a table of " + table.length);
            }
            samples[i] = Float.intBitsToFloat(table[ranks[i]]);
        }
        return samples;
    }

    private static int contentLength(int tableSize, int sampleCount) {
        return tableSize * Integer.BYTES + sampleCount * (tableSize <= NARROW_TABLE_SIZE ? 1 : 2);
    }
}

package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;

/** How the driver packs samples, and how they become float32. */
enum ElementType {
    /** float32, taken bit for bit. */
    F32(4, 32) {
        @Override
        float[] decode(byte[] bytes, int offset, int count) {
            float[] samples = new float[count];
            ByteBuffer.wrap(bytes, offset, count * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(samples);
            return samples;
        }
    },
    /** Four bits without sign, low nibble first. */
    U4(3, 4) {
        @Override
        float[] decode(byte[] bytes, int offset, int count) {
            float[] samples = new float[count];
            for (int i = 0; i < count; i++) {
                samples[i] = bytes[offset + (i >> 1)] >> ((i & 1) << 2) & 0x0f;
            }
            return samples;
        }
    },
    /** One bit, lowest first. */
    U1(3, 1) {
        @Override
        float[] decode(byte[] bytes, int offset, int count) {
            float[] samples = new float[count];
            for (int i = 0; i < count; i += Byte.SIZE) {
                int ones = bytes[offset + i / Byte.SIZE] & 0xff;
                while (ones != 0) {
                    int at = i + Integer.numberOfTrailingZeros(ones);
                    if (at < count) {
                        samples[at] = 1;
                    }
                    ones &= ones - 1;
                }
            }
            return samples;
        }
    };

    private final int code;
    private final int bits;

    ElementType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The type of {@code jsdrv_element_type_e} and a size; empty if it is none of these. */
    static Optional<ElementType> of(int code, int bits) {
        return Stream.of(values())
                .filter(type -> type.code == code && type.bits == bits)
                .findFirst();
    }

    /** Bytes that so many samples take. */
    long bytes(long count) {
        return (count * bits + 7) / 8;
    }

    /** The samples; there must be as many bytes. */
    abstract float[] decode(byte[] bytes, int offset, int count);
}

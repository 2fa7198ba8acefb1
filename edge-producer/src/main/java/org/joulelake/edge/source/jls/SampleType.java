package org.joulelake.edge.source.jls;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Data types of samples that can be read, and how they become float32. */
enum SampleType {
    FLOAT32(0x2004, 32) {
        @Override
        void decode(ByteBuffer payload, int from, float[] target) {
            payload.duplicate()
                    .order(payload.order())
                    .position(JlsFormat.PAYLOAD_HEADER_BYTES + from * Float.BYTES)
                    .asFloatBuffer()
                    .get(target);
        }
    },
    U1(0x0103, 1) {
        @Override
        void decode(ByteBuffer payload, int from, float[] target) {
            for (int i = 0; i < target.length; i++) {
                int at = from + i;
                target[i] = payload.get(JlsFormat.PAYLOAD_HEADER_BYTES + (at >> 3)) >> (at & 7) & 1;
            }
        }
    },
    U4(0x0403, 4) {
        @Override
        void decode(ByteBuffer payload, int from, float[] target) {
            for (int i = 0; i < target.length; i++) {
                int at = from + i;
                target[i] = payload.get(JlsFormat.PAYLOAD_HEADER_BYTES + (at >> 1)) >> ((at & 1) << 2) & 0x0f;
            }
        }
    };

    private final int code;
    private final int bits;

    SampleType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The type of a code, fixed-point position included. */
    static Optional<SampleType> of(int code) {
        for (SampleType type : values()) {
            if (type.code == (code & 0xffffff)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Any data type's name, such as {@code i16}. */
    static String name(int code) {
        String base =
                switch (code & 0x0f) {
                    case 1 -> "i";
                    case 3 -> "u";
                    case 4 -> "f";
                    default -> "type " + (code & 0x0f) + " of bits ";
                };
        int point = code >> 16 & 0xff;
        return base + (code >> 8 & 0xff) + (point == 0 ? "" : " fixed point " + point);
    }

    int bits() {
        return bits;
    }

    /** Whether samples of this type are whole numbers, whose constant runs the vendor's writer may leave out. */
    boolean isInteger() {
        return this != FLOAT32;
    }

    /** Fills the target with the samples of a payload from a sample on, bit for bit. */
    abstract void decode(ByteBuffer payload, int from, float[] target);
}

package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Samples in the bytes of a message: what waits to be taken takes no more room than it came with.
 *
 * @param type how they are packed
 * @param bytes holds them; at least {@link ElementType#bytes} of them from the offset on
 * @param offset of the first
 * @param count how many
 */
record Packed(ElementType type, byte[] bytes, int offset, int count) {

    /** These samples, packed. */
    static Packed of(float... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        return new Packed(ElementType.F32, bytes.array(), 0, samples.length);
    }

    /** As float32; a new array each time. */
    float[] unpack() {
        return type.decode(bytes, offset, count);
    }
}

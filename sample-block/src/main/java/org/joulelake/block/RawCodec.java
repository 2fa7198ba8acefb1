package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.joulelake.block.BlockFormatException.Reason;

/** Samples as little-endian float32, one after the other. */
final class RawCodec implements SampleCodec {

    @Override
    public Optional<byte[]> encode(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        return Optional.of(bytes.array());
    }

    @Override
    public float[] decode(byte[] message, int offset, int length, int sampleCount) throws BlockFormatException {
        if (length != sampleCount * Float.BYTES) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, "raw payload has " + length + " bytes for " + sampleCount + " samples");
        }
        float[] samples = new float[sampleCount];
        ByteBuffer.wrap(message, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(samples);
        return samples;
    }
}

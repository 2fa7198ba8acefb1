package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Small blocks and damaged copies of their messages. Offsets are those of docs/block-format.md, on purpose not ours. */
final class Messages {

    static final SampleStream STREAM = new SampleStream(
            "JS110-000127", "dvfs-sleep", "current", "A", UUID.fromString("0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"), 2e6);

    private Messages() {}

    /** A block that every codec of samples can write. */
    static SampleBlock block(float... samples) {
        return SampleBlock.of(STREAM, 7, 458_752, 1_767_225_600_123_456_789L, samples);
    }

    /** Twelve samples on a lattice of three values. */
    static SampleBlock smallBlock() {
        return block(0.5f, -2f, 0.5f, 0.5f, -0f, -2f, -2f, 0.5f, -0f, -0f, 0.5f, -2f);
    }

    static byte[] small(Codec codec) {
        return BlockWriter.write(of(codec, smallBlock()), codec).orElseThrow();
    }

    /** The block as this codec can write it: derived, of power, or as it is. */
    static Block of(Codec codec, SampleBlock block) {
        return codec == Codec.DERIVED ? derived(block) : block;
    }

    /** These samples as if they were products. */
    static DerivedBlock derived(SampleBlock block) {
        SampleStream stream = block.header().stream();
        return DerivedBlock.of(SampleBlock.of(
                new SampleStream(
                        stream.device(), stream.algorithm(), "power", "W", stream.session(), stream.sampleRateHz()),
                block.header().sequence(),
                block.header().firstSample(),
                block.header().startNanos(),
                block.samples()));
    }

    /** A copy with some fields changed, and the message checksum made to fit, so that checks behind it are reached. */
    static byte[] changed(byte[] message, Consumer<ByteBuffer> change) {
        byte[] copy = message.clone();
        change.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        return withChecksum(copy);
    }

    /** A copy with another payload, and all lengths and the message checksum made to fit. */
    static byte[] withPayload(byte[] message, byte[] payload) {
        int offset = payloadOffset(message);
        byte[] copy = Arrays.copyOf(message, offset + payload.length);
        System.arraycopy(payload, 0, copy, offset, payload.length);
        return changed(copy, fields -> fields.putInt(8, copy.length).putInt(72, payload.length));
    }

    static byte[] payload(byte[] message) {
        return Arrays.copyOfRange(message, payloadOffset(message), message.length);
    }

    static int payloadOffset(byte[] message) {
        return 80 + (message[76] & 0xFF) + (message[77] & 0xFF) + (message[78] & 0xFF) + (message[79] & 0xFF);
    }

    /** Writes the checksum that fits into the message itself. */
    static byte[] withChecksum(byte[] message) {
        CRC32C crc = new CRC32C();
        crc.update(message, 0, 12);
        crc.update(message, 16, message.length - 16);
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(12, (int) crc.getValue());
        return message;
    }

    static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bits[i] = Float.floatToRawIntBits(samples[i]);
        }
        return bits;
    }

    static float[] floats(int... bits) {
        float[] samples = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            samples[i] = Float.intBitsToFloat(bits[i]);
        }
        return samples;
    }
}

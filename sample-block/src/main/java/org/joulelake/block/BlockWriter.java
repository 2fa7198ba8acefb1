package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Writes a block as a message of format version 1. Has no state; may be shared by threads. */
public final class BlockWriter {

    /** A lattice that takes at most this part of the raw size is taken without trying another codec. */
    private static final double GOOD_ENOUGH = 0.5;

    private BlockWriter() {}

    /** The message of this block in the codec that makes it smallest. */
    public static byte[] write(Block block) {
        return block instanceof SampleBlock samples
                ? writeSamples(samples)
                : write(block, Codec.DERIVED).orElseThrow();
    }

    private static byte[] writeSamples(SampleBlock block) {
        int rawLength = block.samples().length * Float.BYTES;
        Optional<byte[]> lattice = Codec.LATTICE.payloadCodec().encode(block);
        if (lattice.isPresent() && lattice.get().length <= GOOD_ENOUGH * rawLength) {
            return message(block, Codec.LATTICE, lattice.get());
        }
        byte[] shuffled = Codec.SHUFFLE_ZSTD.payloadCodec().encode(block).orElseThrow();
        if (lattice.isPresent() && lattice.get().length < Math.min(shuffled.length, rawLength)) {
            return message(block, Codec.LATTICE, lattice.get());
        }
        return shuffled.length < rawLength
                ? message(block, Codec.SHUFFLE_ZSTD, shuffled)
                : write(block, Codec.RAW).orElseThrow();
    }

    /**
     * The message of this block in the given codec, or empty where that codec does not suit the block: it cannot
     * write it, or only in a message that is longer than any reader accepts.
     */
    public static Optional<byte[]> write(Block block, Codec codec) {
        return codec.payloadCodec()
                .encode(block)
                .map(payload -> message(block, codec, payload))
                .filter(message -> message.length <= BlockLayout.MAX_MESSAGE_LENGTH);
    }

    private static byte[] message(Block block, Codec codec, byte[] payload) {
        SampleStream stream = block.header().stream();
        byte[][] texts = {utf8(stream.device()), utf8(stream.algorithm()), utf8(stream.signal()), utf8(stream.unit())};
        int length = BlockLayout.TEXTS + payload.length;
        for (byte[] text : texts) {
            length += text.length;
        }
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        putNumbers(message, block.header(), codec, payload.length);
        for (byte[] text : texts) {
            message.put((byte) text.length);
        }
        for (byte[] text : texts) {
            message.put(text);
        }
        message.put(payload);
        message.putInt(BlockLayout.MESSAGE_CRC, MessageChecksum.of(message.array()));
        return message.array();
    }

    /** All fields of fixed width, in the order of {@link BlockLayout}. */
    private static void putNumbers(ByteBuffer message, BlockHeader header, Codec codec, int payloadLength) {
        UUID session = header.stream().session();
        message.putInt(BlockLayout.MAGIC_VALUE)
                .put((byte) BlockLayout.VERSION_VALUE)
                .put((byte) codec.id())
                .putShort((short) 0)
                .putInt(message.capacity())
                .putInt(0)
                .putLong(Long.reverseBytes(session.getMostSignificantBits()))
                .putLong(Long.reverseBytes(session.getLeastSignificantBits()))
                .putLong(header.sequence())
                .putLong(header.firstSample())
                .putLong(header.startNanos())
                .putDouble(header.stream().sampleRateHz())
                .putInt(header.sampleCount())
                .putInt(header.samplesCrc32c())
                .putInt(payloadLength);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

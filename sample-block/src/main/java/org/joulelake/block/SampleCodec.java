package org.joulelake.block;

import java.util.Optional;

import org.joulelake.block.BlockFormatException.Reason;

/** Turns samples into a payload and back, bit for bit. */
interface SampleCodec extends PayloadCodec {

    /** The payload of these samples, or empty where this codec does not suit them. */
    Optional<byte[]> encode(float[] samples);

    /** As {@link PayloadCodec#decode}, for the samples alone; their checksum is looked at by the caller. */
    float[] decode(byte[] message, int offset, int length, int sampleCount) throws BlockFormatException;

    @Override
    default Optional<byte[]> encode(Block block) {
        return block instanceof SampleBlock samples ? encode(samples.samples()) : Optional.empty();
    }

    @Override
    default SampleBlock decode(BlockHeader header, byte[] message, int offset, int length) throws BlockFormatException {
        float[] samples = decode(message, offset, length, header.sampleCount());
        int computed = SamplesChecksum.of(samples);
        if (computed != header.samplesCrc32c()) {
            throw BlockFormatException.checksum(
                    Reason.SAMPLES_CHECKSUM, BlockLayout.SAMPLES_CRC, header.samplesCrc32c(), computed);
        }
        return new SampleBlock(header, samples);
    }
}

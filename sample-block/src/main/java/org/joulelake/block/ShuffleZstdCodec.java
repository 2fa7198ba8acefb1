package org.joulelake.block;

import java.util.Optional;

/** Byte planes of the samples' bits, in one zstd frame. */
final class ShuffleZstdCodec implements SampleCodec {

    @Override
    public Optional<byte[]> encode(float[] samples) {
        byte[] planes = new byte[samples.length * Float.BYTES];
        BytePlanes.splitInts(SampleBits.of(samples), samples.length, planes, 0);
        return Optional.of(ZstdFrame.compress(planes, 0));
    }

    @Override
    public float[] decode(byte[] message, int offset, int length, int sampleCount) throws BlockFormatException {
        byte[] planes = ZstdFrame.decompress(message, offset, length, sampleCount * Float.BYTES);
        int[] bits = new int[sampleCount];
        BytePlanes.joinInts(planes, 0, sampleCount, bits);
        return SampleBits.toSamples(bits);
    }
}

package org.joulelake.block;

import java.util.Optional;

/** Turns samples into a payload and back, bit for bit. Implementations keep no state and may be shared by threads. */
interface PayloadCodec {

    /** The payload of these samples, or empty where this codec does not suit them. */
    Optional<byte[]> encode(float[] samples);

    /**
     * The samples of a payload of {@code message}. Allocates no more than a fixed multiple of {@code sampleCount},
     * whatever the payload says.
     *
     * @param offset where the payload begins in the message
     * @param length bytes of the payload
     * @param sampleCount samples that the header announces, within its bounds
     * @throws BlockFormatException if the payload is not one of this codec for so many samples
     */
    float[] decode(byte[] message, int offset, int length, int sampleCount) throws BlockFormatException;
}

package org.joulelake.block;

import java.util.Optional;

/** Turns what a block holds into a payload and back. Implementations keep no state and may be shared by threads. */
interface PayloadCodec {

    /**
     * Throws if no block of this stream has this codec.
     *
     * @throws HeaderFieldException with the field that does not fit
     */
    default void requireFits(SampleStream stream) {}

    /** The payload of this block, or empty where this codec does not suit it. */
    Optional<byte[]> encode(Block block);

    /**
     * The block of a payload of {@code message}. Allocates no more than a fixed multiple of the number of samples that
     * the header announces, whatever the payload says.
     *
     * @param header header of the message, within its bounds
     * @param offset where the payload begins in the message
     * @param length bytes of the payload
     * @throws BlockFormatException if the payload is not one of this codec for so many samples, or if the samples do not
     *     fit their checksum
     */
    Block decode(BlockHeader header, byte[] message, int offset, int length) throws BlockFormatException;
}

package org.joulelake.block;

import java.util.Arrays;
import java.util.Optional;

/**
 * The ways a block can be written, its samples lossless to the bit. The persisted id is apart from the name, so a
 * constant can be renamed without changing what messages mean.
 */
public enum Codec {
    /** The samples as they are, little-endian float32. */
    RAW(0, new RawCodec()),
    /** The four bytes of each sample in a plane of their own, then zstd: for floats without a pattern. */
    SHUFFLE_ZSTD(1, new ShuffleZstdCodec()),
    /** A table of the distinct values and each sample's rank in it: for the codes of an ADC. */
    LATTICE(2, new LatticeCodec()),
    /** No samples, only figures of them: for power that is the product of current and voltage. */
    DERIVED(3, new DerivedCodec());

    private final int id;
    private final PayloadCodec payloadCodec;

    Codec(int id, PayloadCodec payloadCodec) {
        this.id = id;
        this.payloadCodec = payloadCodec;
    }

    /** The byte that stands for this codec in a message. */
    public int id() {
        return id;
    }

    PayloadCodec payloadCodec() {
        return payloadCodec;
    }

    static Optional<Codec> withId(int id) {
        return Arrays.stream(values()).filter(codec -> codec.id == id).findFirst();
    }
}

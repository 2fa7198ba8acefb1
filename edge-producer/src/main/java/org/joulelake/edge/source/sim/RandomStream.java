package org.joulelake.edge.source.sim;

/**
 * Random numbers by counter: the n-th number is a hash of n, so any of them can be had without those before it. The
 * hash is the output function of SplitMix64 (Steele, Lea and Flood, 2014).
 *
 * @param seed decides all numbers of the stream
 */
record RandomStream(long seed) {

    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    /** The stream of this name; equal names give equal streams on every machine. */
    static RandomStream named(String name) {
        long hash = name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i)) + GOLDEN_GAMMA;
        }
        return new RandomStream(mix(hash));
    }

    /** 64 random bits, always the same for the same counter. */
    long bits(long counter) {
        return mix(seed + (counter + 1) * GOLDEN_GAMMA);
    }

    /** A number in [-1, 1), uniformly distributed. */
    double signed(long counter) {
        return (bits(counter) >> 11) * 0x1.0p-52;
    }

    /** A stream of its own for every counter. */
    RandomStream child(long counter) {
        return new RandomStream(bits(counter));
    }

    /** A stream of its own for every purpose. */
    RandomStream child(String purpose) {
        return new RandomStream(mix(seed ^ named(purpose).seed));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}

package org.joulelake.ingest.known;

import org.joulelake.block.BlockHeader;

/**
 * Tells whether two blocks with the same identity are the same block.
 *
 * @param firstSample index of the first sample
 * @param startNanos time of the first sample, in nanoseconds since the Unix epoch
 * @param samplesCrc32c checksum of the samples
 */
public record Fingerprint(long firstSample, long startNanos, int samplesCrc32c) {

    /** That of a block. */
    public static Fingerprint of(BlockHeader header) {
        return new Fingerprint(header.firstSample(), header.startNanos(), header.samplesCrc32c());
    }

    @Override
    public String toString() {
        return "first sample %d at %d ns, samples CRC32C %08x".formatted(firstSample, startNanos, samplesCrc32c);
    }
}

package org.joulelake.edge.assemble;

import org.joulelake.block.BlockHeader;

/** How many samples a block has: as many as it may, but no more than a signal delivers in a bearable time. */
final class BlockLength {

    private static final double SLOW_RATE_HZ = 1_000;
    private static final double MAX_AGE_SECONDS = 1;
    private static final double MAX_AGE_SECONDS_WHEN_SLOW = 60;

    private BlockLength() {}

    /** How many samples. */
    static int samples(double sampleRateHz) {
        double age = sampleRateHz < SLOW_RATE_HZ ? MAX_AGE_SECONDS_WHEN_SLOW : MAX_AGE_SECONDS;
        return (int) Math.max(1, Math.min(BlockHeader.MAX_SAMPLE_COUNT, sampleRateHz * age));
    }
}

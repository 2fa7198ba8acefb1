package org.joulelake.ingest.block;

import org.joulelake.block.Block;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.Codec;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;

/**
 * A row of {@code power.blocks} before it is written.
 *
 * @param block the verified block
 * @param codec codec of its message, which tells whether the samples have a lattice
 * @param statistics its statistics
 * @param origin the Kafka record that carried it
 * @param ingestedAtMicros when it was read, in microseconds since the Unix epoch
 */
public record BlockRow(
        Block block, Codec codec, BlockStatistics statistics, KafkaOrigin origin, long ingestedAtMicros) {

    private static final float[] NONE = {};

    /** The samples that it brings; none if they are derived. */
    public float[] samples() {
        return block instanceof SampleBlock samples ? samples.samples() : NONE;
    }

    /** Whether its samples are to be computed from those of other signals. */
    boolean isDerived() {
        return block instanceof DerivedBlock;
    }
}

package org.joulelake.ingest.block;

import org.joulelake.block.Codec;
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
        SampleBlock block, Codec codec, BlockStatistics statistics, KafkaOrigin origin, long ingestedAtMicros) {}

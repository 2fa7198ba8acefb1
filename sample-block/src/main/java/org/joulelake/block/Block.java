package org.joulelake.block;

/**
 * A run of consecutive samples of one signal: with its samples, or only with what follows from them where whoever reads
 * it can compute them.
 */
public sealed interface Block permits SampleBlock, DerivedBlock {

    /** What is known about the samples. */
    BlockHeader header();

    /** Figures of the samples. */
    BlockStatistics statistics();
}

package org.joulelake.edge.session;

import org.joulelake.block.BlockHeader;

/**
 * How far a stream is.
 *
 * @param nextSequence sequence of its next block
 * @param nextSample index of the first sample that no block has
 */
public record StreamPosition(long nextSequence, long nextSample) {

    /** A stream that has no block yet. */
    public static final StreamPosition START = new StreamPosition(0, 0);

    /** The position behind a block, or this one where that is further on. */
    StreamPosition after(BlockHeader block) {
        return new StreamPosition(
                Math.max(nextSequence, block.sequence() + 1), Math.max(nextSample, block.endSample()));
    }
}

package org.joulelake.edge.assemble;

import java.io.IOException;

import org.joulelake.block.Block;

/** Takes finished blocks. */
@FunctionalInterface
public interface BlockSink {

    /** Takes a block; when this returns the block is accepted and will not be lost. */
    void accept(Block block) throws IOException, InterruptedException;
}

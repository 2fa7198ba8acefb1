package org.joulelake.edge;

import java.io.Closeable;

import org.joulelake.edge.source.joulescope.Instruments;

/**
 * Instruments that are looked after, with the algorithm that their samples belong to.
 *
 * @param instruments a source for each session of each; closed with this
 * @param algorithm name of the algorithm; empty where only the assignment topic knows it
 */
record OpenSupply(Instruments instruments, String algorithm) implements Closeable {

    @Override
    public void close() {
        instruments.close();
    }
}

package org.joulelake.edge.source.jls;

import java.util.Arrays;

/**
 * Consecutive samples of one signal that stand ready.
 *
 * @param first id of the first sample
 * @param count number of samples
 * @param samples where they come from
 */
record Piece(long first, long count, Samples samples) {

    /** Samples of a piece by their position in it. */
    @FunctionalInterface
    interface Samples {

        /** Fills the target with the samples from a position on. */
        void copy(long from, float[] target);
    }

    static Piece of(ConstantRun run) {
        return new Piece(run.first(), run.count(), (from, target) -> Arrays.fill(target, run.value()));
    }

    long end() {
        return first + count;
    }
}

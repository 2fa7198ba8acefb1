package org.joulelake.edge.source.sim;

/**
 * Consecutive samples.
 *
 * @param from index of the first sample
 * @param to index after the last sample
 */
public record SampleRange(long from, long to) {

    /** Checks that the range holds at least one sample. */
    public SampleRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("Not a range of samples: " + from + "-" + to);
        }
    }

    boolean contains(long sample) {
        return from <= sample && sample < to;
    }
}

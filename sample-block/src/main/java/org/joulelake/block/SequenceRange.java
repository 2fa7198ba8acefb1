package org.joulelake.block;

import java.io.Serializable;

/**
 * Sequences of neighbouring blocks of a stream.
 *
 * @param first the first of them
 * @param last the last of them
 */
public record SequenceRange(long first, long last) implements Serializable {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the last comes before the first
     */
    public SequenceRange {
        if (last < first) {
            throw new IllegalArgumentException("sequences " + first + "-" + last + " go backwards");
        }
    }

    /** Whether a sequence is one of them. */
    public boolean contains(long sequence) {
        return sequence >= first && sequence <= last;
    }
}

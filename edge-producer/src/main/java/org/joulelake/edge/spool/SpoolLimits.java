package org.joulelake.edge.spool;

import org.joulelake.cli.CommandException;

/**
 * How large a spool and its files become.
 *
 * @param maxBytes all segments together; appending waits rather than exceed it
 * @param segmentBytes size at which a segment ends; small enough against the whole that a full spool always has
 *     segments that can be freed
 */
record SpoolLimits(long maxBytes, long segmentBytes) {

    static final long USUAL_SEGMENT_BYTES = 64L << 20;

    /** A spool has at least this many segments when it is full. */
    static final int MIN_SEGMENTS = 4;

    /** Room for the longest record in each of the segments. */
    static final long MIN_BYTES = (long) MIN_SEGMENTS * RecordFormat.MAX_BYTES;

    static SpoolLimits of(long maxBytes) {
        if (maxBytes < MIN_BYTES) {
            throw new CommandException(
                    "the spool's limit is %,d bytes; give at least %,d".formatted(maxBytes, MIN_BYTES));
        }
        return new SpoolLimits(maxBytes, Math.min(USUAL_SEGMENT_BYTES, maxBytes / MIN_SEGMENTS));
    }
}

package org.joulelake.ingest;

import java.io.Serializable;

/**
 * What was in the records of a task or a batch.
 *
 * @param blocks blocks that became rows
 * @param samples their samples
 * @param messageBytes bytes of their Kafka values
 * @param quarantined records that were refused
 * @param repeated records that the lake already had and that were passed over
 * @param newestEndNanos end of the newest block, in nanoseconds since the Unix epoch; {@link Long#MIN_VALUE} if none
 */
public record BatchCounts(
        long blocks, long samples, long messageBytes, long quarantined, long repeated, long newestEndNanos)
        implements Serializable {

    static final BatchCounts ZERO = new BatchCounts(0, 0, 0, 0, 0, Long.MIN_VALUE);

    /** One block that became a row. */
    static BatchCounts block(int samples, int messageBytes, long endNanos) {
        return new BatchCounts(1, samples, messageBytes, 0, 0, endNanos);
    }

    /** One record that was refused. */
    static BatchCounts refused() {
        return new BatchCounts(0, 0, 0, 1, 0, Long.MIN_VALUE);
    }

    /** One record that the lake already had. */
    static BatchCounts known() {
        return new BatchCounts(0, 0, 0, 0, 1, Long.MIN_VALUE);
    }

    /** Records of all kinds. */
    long records() {
        return blocks + quarantined + repeated;
    }

    BatchCounts plus(BatchCounts other) {
        return new BatchCounts(
                blocks + other.blocks,
                samples + other.samples,
                messageBytes + other.messageBytes,
                quarantined + other.quarantined,
                repeated + other.repeated,
                Math.max(newestEndNanos, other.newestEndNanos));
    }
}

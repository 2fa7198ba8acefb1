package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A message as it was copied from the driver.
 *
 * @param channel the channel whose topic it came on; empty for statistics
 * @param bytes its content
 * @param arrivalNanos when it came, by {@link System#nanoTime}
 * @param droppedBefore samples of the channel that were dropped since the message before
 */
record Message(Optional<Channel> channel, byte[] bytes, long arrivalNanos, long droppedBefore) {

    /** The content as the driver writes it. */
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes messages of statistics as an instrument's driver does. */
final class StatisticsBytes {

    private StatisticsBytes() {}

    /** A message whose twelve values are 1 to 12; its time map is that of {@link StreamBytes}. */
    static byte[] of(long firstId, int count, int factor, int rateHz) {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 1)
                .put(3, (byte) factor)
                .putInt(4, count)
                .putInt(8, rateHz)
                .putLong(16, firstId);
        for (int i = 0; i < 12; i++) {
            bytes.putDouble(32 + i * Double.BYTES, i + 1);
        }
        return bytes.putLong(176, 250_000_000L << 30)
                .putLong(184, 0)
                .putDouble(192, rateHz)
                .array();
    }
}

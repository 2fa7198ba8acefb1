package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;

import org.joulelake.edge.source.joulescope.driver.StructLayout;

/** Reads {@code jsdrv_time_map_s}. */
final class TimeMapReader {

    private TimeMapReader() {}

    static TimeMap read(ByteBuffer message, int offset) {
        return new TimeMap(
                message.getLong(offset + StructLayout.TIME_MAP_OFFSET_TIME),
                message.getLong(offset + StructLayout.TIME_MAP_OFFSET_COUNTER),
                message.getDouble(offset + StructLayout.TIME_MAP_COUNTER_RATE));
    }
}

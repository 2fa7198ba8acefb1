package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Structure.FieldOrder;

/** {@code struct jsdrv_time_map_s}: a straight line from a counter to time. */
@FieldOrder({"offset_time", "offset_counter", "counter_rate"})
public class JsdrvTimeMap extends CStructure {

    /** Time at the offset: 2^30 ticks a second since 2018-01-01T00:00:00Z. */
    public long offset_time;

    /** Counter at the offset. */
    public long offset_counter;

    /** Counts a second. */
    public double counter_rate;
}

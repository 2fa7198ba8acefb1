package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Structure.FieldOrder;

/** {@code struct jsdrv_stream_signal_s} without its {@code data}, which follows. */
@FieldOrder({
    "version",
    "rsv1_u8",
    "rsv2_u8",
    "rsv3_u8",
    "rsv4_u32",
    "sample_id",
    "field_id",
    "index",
    "element_type",
    "element_size_bits",
    "element_count",
    "sample_rate",
    "decimate_factor",
    "time_map"
})
public class JsdrvStreamSignal extends CStructure {

    /** Version of this structure: 1. */
    public byte version;

    /** Reserved. */
    public byte rsv1_u8;

    /** Reserved. */
    public byte rsv2_u8;

    /** Reserved. */
    public byte rsv3_u8;

    /** Reserved. */
    public int rsv4_u32;

    /** Id of the first element; element k has {@code sample_id + k * decimate_factor}. */
    public long sample_id;

    /** {@code jsdrv_field_e}. */
    public byte field_id;

    /** Channel within the field. */
    public byte index;

    /** {@code jsdrv_element_type_e}. */
    public byte element_type;

    /** Bits of an element. */
    public byte element_size_bits;

    /** Elements. */
    public int element_count;

    /** Ids a second. */
    public int sample_rate;

    /** Ids from an element to the next. */
    public int decimate_factor;

    /** From ids to time. */
    public JsdrvTimeMap time_map;
}

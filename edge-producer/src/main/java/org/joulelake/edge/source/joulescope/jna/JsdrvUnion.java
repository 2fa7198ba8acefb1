package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Structure.FieldOrder;

/** {@code struct jsdrv_union_s}: a value of a topic. */
@FieldOrder({"type", "flags", "op", "app", "size", "value"})
public class JsdrvUnion extends CStructure {

    /** {@code JSDRV_UNION_STR}: zero-terminated UTF-8. */
    public static final int JSDRV_UNION_STR = 1;

    /** {@code JSDRV_UNION_BIN}: bytes; {@link #app} says what they are. */
    public static final int JSDRV_UNION_BIN = 3;

    /** {@code JSDRV_UNION_U32}. */
    public static final int JSDRV_UNION_U32 = 10;

    /** {@code JSDRV_UNION_I32}. */
    public static final int JSDRV_UNION_I32 = 14;

    /** {@code JSDRV_PAYLOAD_TYPE_STREAM}: the bytes are a {@link JsdrvStreamSignal}. */
    public static final int JSDRV_PAYLOAD_TYPE_STREAM = 1;

    /** {@code JSDRV_PAYLOAD_TYPE_STATISTICS}: the bytes are a {@link JsdrvStatistics}. */
    public static final int JSDRV_PAYLOAD_TYPE_STATISTICS = 2;

    /** One of {@code JSDRV_UNION_*}. */
    public byte type;

    /** Bits of {@code jsdrv_union_flag_e}. */
    public byte flags;

    /** Free for applications. */
    public byte op;

    /** One of {@code JSDRV_PAYLOAD_TYPE_*}. */
    public byte app;

    /** Bytes behind the pointer, the zero at the end of a text included. */
    public int size;

    /** The number, or the address. */
    public long value;
}

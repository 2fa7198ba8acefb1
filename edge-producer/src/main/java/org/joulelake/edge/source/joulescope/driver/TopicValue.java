package org.joulelake.edge.source.joulescope.driver;

import com.sun.jna.Pointer;

import java.nio.charset.StandardCharsets;

import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/**
 * A value that the driver hands out. It belongs to the driver and lives only as long as the call that brings it: take
 * copies.
 */
public final class TopicValue {

    /** Longest text that is taken, in bytes: the driver's own messages have 1 KiB. */
    private static final int LONGEST_TEXT = 4_096;

    private final Pointer union;

    TopicValue(Pointer union) {
        this.union = union;
    }

    /** Whether it is bytes. */
    public boolean isBytes() {
        return type() == JsdrvUnion.JSDRV_UNION_BIN;
    }

    /** Whether it is text. */
    public boolean isText() {
        return type() == JsdrvUnion.JSDRV_UNION_STR;
    }

    /** What the bytes are, one of {@code JSDRV_PAYLOAD_TYPE_*}. */
    public int app() {
        return union.getByte(StructLayout.UNION_APP) & 0xff;
    }

    /** How many bytes there are. */
    public long size() {
        return union.getInt(StructLayout.UNION_SIZE) & 0xffff_ffffL;
    }

    /** Copies bytes, from the first on. The caller makes sure that there are as many. */
    public void copyTo(byte[] target, int count) {
        content().read(0, target, 0, count);
    }

    /** The text; what is longer than any of the driver's is cut. The driver leaves the size of some texts at 0. */
    public String text() {
        if (size() == 0) {
            return content().getString(0, StandardCharsets.UTF_8.name());
        }
        byte[] bytes = new byte[(int) Math.min(size(), LONGEST_TEXT)];
        copyTo(bytes, bytes.length);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private int type() {
        return union.getByte(StructLayout.UNION_TYPE) & 0xff;
    }

    private Pointer content() {
        return union.getPointer(StructLayout.UNION_VALUE);
    }
}

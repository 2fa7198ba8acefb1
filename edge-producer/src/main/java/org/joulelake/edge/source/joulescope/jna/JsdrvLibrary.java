package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The functions of {@code jsdrv.h} that are used here. Those that return an {@code int32_t} return 0 or an error code. */
public interface JsdrvLibrary extends Library {

    /** {@code JSDRV_SFLAG_RETAIN}: hand on the value that a topic has already. */
    byte JSDRV_SFLAG_RETAIN = 1;

    /** {@code JSDRV_SFLAG_PUB}: hand on each new value. */
    byte JSDRV_SFLAG_PUB = 2;

    /** {@code JSDRV_DEVICE_OPEN_MODE_DEFAULTS}: the device begins with its usual settings. */
    int JSDRV_DEVICE_OPEN_MODE_DEFAULTS = 0;

    /** {@code JSDRV_DEVICE_OPEN_MODE_RESUME}: the device keeps its settings. */
    int JSDRV_DEVICE_OPEN_MODE_RESUME = 1;

    /** {@code JSDRV_MSG_VERSION}: topic of the driver's version, a u32 of 8, 8 and 16 bits. */
    String JSDRV_MSG_VERSION = "@/version";

    /** {@code JSDRV_MSG_DEVICE_LIST}: topic of the devices that are there, separated by commas. */
    String JSDRV_MSG_DEVICE_LIST = "@/list";

    int jsdrv_initialize(PointerByReference context, Pointer args, int timeout_ms);

    void jsdrv_finalize(Pointer context, int timeout_ms);

    int jsdrv_publish(Pointer context, String topic, JsdrvUnion value, int timeout_ms);

    int jsdrv_query(Pointer context, String topic, JsdrvUnion value, int timeout_ms);

    int jsdrv_subscribe(
            Pointer context, String topic, byte flags, JsdrvSubscribeFn fn, Pointer user_data, int timeout_ms);

    int jsdrv_unsubscribe(Pointer context, String topic, JsdrvSubscribeFn fn, Pointer user_data, int timeout_ms);

    int jsdrv_open(Pointer context, String device_prefix, int mode, int timeout_ms);

    int jsdrv_close(Pointer context, String device_prefix, int timeout_ms);

    String jsdrv_error_code_name(int error_code);
}

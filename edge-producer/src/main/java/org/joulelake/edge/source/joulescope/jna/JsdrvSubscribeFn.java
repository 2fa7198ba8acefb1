package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;

/** {@code jsdrv_subscribe_fn}: called by the driver's thread; all that its pointers lead to is gone when it returns. */
@FunctionalInterface
public interface JsdrvSubscribeFn extends Callback {

    /**
     * A topic has a new value.
     *
     * @param user_data what was given when subscribing
     * @param topic the topic, zero-terminated
     * @param value a {@link JsdrvUnion}
     */
    void invoke(Pointer user_data, Pointer topic, Pointer value);
}

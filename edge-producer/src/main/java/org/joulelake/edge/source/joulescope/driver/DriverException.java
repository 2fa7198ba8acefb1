package org.joulelake.edge.source.joulescope.driver;

import java.io.IOException;

/** The driver refused something. */
public final class DriverException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * A refusal.
     *
     * @param what what was refused, as in "cannot open u/js220/002557"
     * @param code the driver's return code
     * @param name the driver's name of it
     */
    public DriverException(String what, int code, String name) {
        super(what + ": " + ReturnCode.describe(code, name));
        this.code = code;
    }

    /** The driver's return code: positive from {@code jsdrv_error_code_e}, negative from libusb. */
    public int code() {
        return code;
    }
}

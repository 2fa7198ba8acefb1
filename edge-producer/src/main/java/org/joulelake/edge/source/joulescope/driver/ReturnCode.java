package org.joulelake.edge.source.joulescope.driver;

import java.util.Map;

/**
 * Return codes in words. Opening a device hands on what libusb said as it is, as a negative number, which the driver has
 * no name for (driver 2.3, {@code backend/libusb/backend.c}).
 */
final class ReturnCode {

    /** {@code JSDRV_ERROR_SUCCESS}. */
    static final int SUCCESS = 0;

    private static final String IN_USE = "another program has the device; end it, or let it close the device";
    private static final String NOT_ALLOWED =
            "this user may not open the device; add the udev rule that 'joulelake edge doctor' shows";

    private static final Map<Integer, String> ADVICE =
            Map.of(-6, IN_USE, 19, IN_USE, 21, IN_USE, -3, NOT_ALLOWED, 18, NOT_ALLOWED);

    private static final Map<Integer, String> LIBUSB = Map.ofEntries(
            Map.entry(-1, "LIBUSB_ERROR_IO"),
            Map.entry(-2, "LIBUSB_ERROR_INVALID_PARAM"),
            Map.entry(-3, "LIBUSB_ERROR_ACCESS"),
            Map.entry(-4, "LIBUSB_ERROR_NO_DEVICE"),
            Map.entry(-5, "LIBUSB_ERROR_NOT_FOUND"),
            Map.entry(-6, "LIBUSB_ERROR_BUSY"),
            Map.entry(-7, "LIBUSB_ERROR_TIMEOUT"),
            Map.entry(-8, "LIBUSB_ERROR_OVERFLOW"),
            Map.entry(-9, "LIBUSB_ERROR_PIPE"),
            Map.entry(-10, "LIBUSB_ERROR_INTERRUPTED"),
            Map.entry(-11, "LIBUSB_ERROR_NO_MEM"),
            Map.entry(-12, "LIBUSB_ERROR_NOT_SUPPORTED"),
            Map.entry(-99, "LIBUSB_ERROR_OTHER"));

    private ReturnCode() {}

    /** The code's name and number, and what to do if that is known. */
    static String describe(int code, String driversName) {
        String text = "%s (%d)".formatted(LIBUSB.getOrDefault(code, driversName), code);
        String advice = ADVICE.get(code);
        return advice == null ? text : text + ", " + advice;
    }
}

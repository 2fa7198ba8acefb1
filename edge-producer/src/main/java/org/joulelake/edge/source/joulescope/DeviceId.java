package org.joulelake.edge.source.joulescope;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instrument as the driver names it.
 *
 * @param prefix of its topics, such as {@code u/js220/002557}
 * @param model which instrument it is
 * @param serial its serial number
 */
public record DeviceId(String prefix, Model model, String serial) {

    /** A device that waits for new firmware has an {@code &} before its model: it does not measure, and does not fit. */
    private static final Pattern PREFIX = Pattern.compile("[0-9a-zA-Z]/([a-z0-9]+)/([0-9A-Za-z_-]+)");

    /** The instrument with this prefix; empty if it is none that measures. */
    public static Optional<DeviceId> of(String prefix) {
        Matcher matcher = PREFIX.matcher(prefix);
        return matcher.matches()
                ? Model.of(matcher.group(1)).map(model -> new DeviceId(prefix, model, matcher.group(2)))
                : Optional.empty();
    }

    /** Name of the device, as in the vendor's recordings: {@code JS220-002557}. */
    public String name() {
        return model.name() + "-" + serial;
    }

    /** Topic of this device. */
    String topic(String rest) {
        return prefix + "/" + rest;
    }
}

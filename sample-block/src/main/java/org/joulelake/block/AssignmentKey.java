package org.joulelake.block;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which assignment is meant: a device has at most one at each time. Its text is the key of the Kafka message, such as
 * {@code JS220-002557|1767323045000000000}; the number is what follows the last {@code |}, as a device may have one in
 * its name.
 *
 * @param device name of the instrument, as in its blocks
 * @param validFromNanos from when on, in nanoseconds since the Unix epoch
 */
public record AssignmentKey(String device, long validFromNanos) {

    /** Longest text that is read, in characters: a device, a bar, a sign and 19 digits. */
    private static final int MAX_LENGTH = SampleStream.MAX_TEXT_BYTES + 21;

    private static final Pattern TEXT = Pattern.compile("(.*)\\|(0|-?[1-9]\\d{0,18})", Pattern.DOTALL);

    /**
     * Checks the device.
     *
     * @throws IllegalArgumentException if it is not what a block may name
     */
    public AssignmentKey {
        SampleStream.requireText("device", device, false);
    }

    /**
     * Reads the key of a message.
     *
     * @throws IllegalArgumentException if it is none. A number has one text only, so that two keys are never the same
     *     assignment
     */
    public static AssignmentKey parse(String text) {
        Matcher matcher = text.length() > MAX_LENGTH ? null : TEXT.matcher(text);
        if (matcher == null || !matcher.matches()) {
            throw new IllegalArgumentException(
                    Assignment.quote(text) + " is no key such as 'JS220-002557|1767323045000000000'");
        }
        try {
            return new AssignmentKey(matcher.group(1), Long.parseLong(matcher.group(2)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    Assignment.quote(text) + " is no key: its time is not within 64 bits of nanoseconds", e);
        }
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return device + "|" + validFromNanos;
    }
}

package org.joulelake.block;

/**
 * What somebody tells the lake about a device, on a compacted topic: which algorithm runs on it from some time on, for
 * blocks that do not name theirs. A message replaces the one before with its key; one without a value takes the
 * assignment back. Key and value are UTF-8 text.
 *
 * <pre>
 * key    DEVICE|VALID_FROM_NS               JS220-002557|1767323045000000000
 * value  v1 algorithm=NAME                  v1 algorithm=sleepy
 * </pre>
 *
 * @param device name of the instrument, as in its blocks; not empty
 * @param algorithm name of the energy-reduction algorithm that the device runs; not empty
 * @param validFromNanos from when on, in nanoseconds since the Unix epoch
 */
public record Assignment(String device, String algorithm, long validFromNanos) {

    /** Topic of the assignments unless another is named. */
    public static final String DEFAULT_TOPIC = "joulelake.assignments";

    private static final String VALUE_START = "v1 algorithm=";

    /** Longest value that is read, in characters. */
    private static final int MAX_LENGTH = VALUE_START.length() + SampleStream.MAX_TEXT_BYTES;

    private static final int QUOTED_LENGTH = 80;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if one of them is empty or not what a block may name
     */
    public Assignment {
        SampleStream.requireText("device", device, false);
        SampleStream.requireText("algorithm", algorithm, false);
    }

    /**
     * Reads the value of a message with this key.
     *
     * @throws IllegalArgumentException if it is none, or one of a later version
     */
    public static Assignment parse(AssignmentKey key, String value) {
        if (value.length() > MAX_LENGTH || !value.startsWith(VALUE_START)) {
            throw new IllegalArgumentException(quote(value) + " is no assignment such as 'v1 algorithm=sleepy'");
        }
        return new Assignment(key.device(), value.substring(VALUE_START.length()), key.validFromNanos());
    }

    /** Key of the message. */
    public AssignmentKey key() {
        return new AssignmentKey(device, validFromNanos);
    }

    /** The value that {@link #parse} reads. */
    public String value() {
        return VALUE_START + algorithm;
    }

    /** The beginning of a text that somebody sent, on one line. */
    static String quote(String text) {
        return "'"
                + text.substring(0, Math.min(QUOTED_LENGTH, text.length())).replaceAll("[\\p{Cc}\\u2028\\u2029]", "?")
                + "'";
    }
}

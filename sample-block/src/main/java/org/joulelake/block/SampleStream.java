package org.joulelake.block;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * What all blocks of one signal in one session have in common.
 *
 * @param device name of the instrument, such as {@code JS220-002557}; not empty
 * @param algorithm name of the energy-reduction algorithm that the device under test ran; empty where only the
 *     assignment topic knows it
 * @param signal name of the signal, such as {@code current}; not empty
 * @param unit SI unit of the samples, such as {@code A}; empty for numbers without a unit
 * @param session one uninterrupted capture; all signals of a session count their samples from one origin
 * @param sampleRateHz samples per second, finite and above zero
 */
public record SampleStream(
        String device, String algorithm, String signal, String unit, UUID session, double sampleRateHz) {

    /** Longest text field, in bytes of UTF-8: its length is one byte in the message. */
    public static final int MAX_TEXT_BYTES = 255;

    /**
     * Checks every component.
     *
     * @throws IllegalArgumentException if a text is too long, has control characters or half a surrogate pair, or is
     *     empty where it must not be, or if the rate is not a positive finite number
     */
    public SampleStream {
        requireText("device", device, false);
        requireText("algorithm", algorithm, true);
        requireText("signal", signal, false);
        requireText("unit", unit, true);
        Objects.requireNonNull(session, "session");
        if (!(sampleRateHz > 0) || Double.isInfinite(sampleRateHz)) {
            throw new HeaderFieldException("sampleRateHz", "is " + sampleRateHz + "; it must be finite and above 0");
        }
    }

    static void requireText(String name, String value, boolean mayBeEmpty) {
        Objects.requireNonNull(value, name);
        if (value.isEmpty() && !mayBeEmpty) {
            throw new HeaderFieldException(name, "is empty");
        }
        int bytes = utf8Length(name, value);
        if (bytes > MAX_TEXT_BYTES) {
            throw new HeaderFieldException(
                    name, "has " + bytes + " bytes of UTF-8; at most " + MAX_TEXT_BYTES + " are allowed");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new HeaderFieldException(name, "contains a control character");
        }
    }

    /** Half a surrogate pair has no UTF-8 form; {@code getBytes} would quietly make a question mark of it. */
    private static int utf8Length(String name, String value) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(value))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new HeaderFieldException(name, "contains half a surrogate pair");
        }
    }
}

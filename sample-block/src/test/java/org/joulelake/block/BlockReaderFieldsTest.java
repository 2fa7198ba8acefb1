package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.joulelake.block.BlockAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.joulelake.block.BlockFormatException.Reason;

/** Messages whose checksum fits, but whose fields do not: mistakes of a producer, or malice. */
class BlockReaderFieldsTest {

    private static final byte[] MESSAGE = Messages.small(Codec.RAW);
    private static final int DEVICE = 80;
    private static final int ALGORITHM = 92;

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0x7F, 0xFF})
    void unknownVersionIsRefusedByNumber(int version) {
        assertRefused(changed(fields -> fields.put(4, (byte) version)), Reason.UNSUPPORTED_VERSION, 4)
                .isEqualTo(
                        "unsupported-version at byte 4: format version " + version + "; this reader knows version 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 0x7F, 0x80, 0xFF})
    void unknownCodecIsRefusedByNumber(int codec) {
        assertRefused(changed(fields -> fields.put(5, (byte) codec)), Reason.UNKNOWN_CODEC, 5)
                .isEqualTo("unknown-codec at byte 5: codec " + codec + "; a newer reader may know it");
    }

    @Test
    void everyReservedBitIsRefused() {
        for (int bit = 0; bit < Short.SIZE; bit++) {
            short reserved = (short) (1 << bit);
            assertRefused(changed(fields -> fields.putShort(6, reserved)), Reason.BAD_FIELD, 6)
                    .isEqualTo("bad-field at byte 6: reserved bytes are not 0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, BAD_LENGTH, 8", "1, BAD_LENGTH, 8", "79, BAD_LENGTH, 8", "80, BAD_LENGTH, 8",
        "157, BAD_LENGTH, 8", "159, TRUNCATED, 158", "263244, TRUNCATED, 158", "263245, BAD_LENGTH, 8",
        "2147483647, BAD_LENGTH, 8", "-2147483648, BAD_LENGTH, 8", "-1, BAD_LENGTH, 8"
    })
    void absurdMessageLengthIsRefused(int length, Reason reason, int offset) {
        assertRefused(changed(fields -> fields.putInt(8, length)), reason, offset);
    }

    @Test
    void messageLongerThanAnyBlockIsRefusedThoughItIsConsistent() {
        byte[] message = Messages.withPayload(MESSAGE, new byte[263_245 - Messages.payloadOffset(MESSAGE)]);
        assertRefused(message, Reason.BAD_LENGTH, 8)
                .isEqualTo("bad-length at byte 8: announces 263245 bytes; at most 263244 are allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 47, 49, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -110})
    void absurdPayloadLengthIsRefused(int length) {
        assertRefused(changed(fields -> fields.putInt(72, length)), Reason.BAD_LENGTH, 72)
                .isEqualTo("bad-length at byte 72: texts end at byte 110 and the payload announces "
                        + Integer.toUnsignedLong(length) + " bytes, but the message has 158");
    }

    @ParameterizedTest
    @CsvSource({"76", "77", "78", "79"})
    void absurdTextLengthIsRefused(int field) {
        int actual = MESSAGE[field];
        for (int length : new int[] {0, actual - 1, actual + 1, 0x7F, 0x80, 0xFF}) {
            assertRefused(changed(fields -> fields.put(field, (byte) length)), Reason.BAD_LENGTH, 72);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65_537})
    void sampleCountOutOfBoundsIsRefused(int count) {
        assertRefused(changed(fields -> fields.putInt(64, count)), Reason.BAD_FIELD, 64)
                .isEqualTo("bad-field at byte 64: sampleCount is " + count + "; it must be 1 to 65536");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DERIVED")
    void sampleCountThatThePayloadDoesNotHoldIsRefused(Codec codec) {
        byte[] message = Messages.small(codec);
        for (int count : new int[] {1, 3, 11, 13, 65_536}) {
            Reason reason = Reason.BAD_PAYLOAD;
            int offset = codec == Codec.LATTICE ? count < 3 ? 112 : 114 : 110;
            assertRefused(Messages.changed(message, fields -> fields.putInt(64, count)), reason, offset);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0.0, -0.0, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rateThatIsNotAPositiveNumberIsRefused(double rate) {
        assertRefused(changed(fields -> fields.putDouble(56, rate)), Reason.BAD_FIELD, 56)
                .isEqualTo("bad-field at byte 56: sampleRateHz is " + rate + "; it must be finite and above 0");
    }

    @Test
    void negativeCountersAreRefused() {
        assertRefused(changed(fields -> fields.putLong(32, -1)), Reason.BAD_FIELD, 32)
                .isEqualTo("bad-field at byte 32: sequence is -1; it must not be negative");
        assertRefused(changed(fields -> fields.putLong(40, Long.MIN_VALUE)), Reason.BAD_FIELD, 40)
                .isEqualTo("bad-field at byte 40: firstSample is -9223372036854775808; it must not be negative");
    }

    @Test
    void blockWhoseEndHasNoIndexIsRefused() {
        assertRefused(changed(fields -> fields.putLong(40, Long.MAX_VALUE - 11)), Reason.BAD_FIELD, 40)
                .isEqualTo("bad-field at byte 40: firstSample is 9223372036854775796; the 12 samples from there have"
                        + " no index");
        byte[] last = changed(fields -> fields.putLong(40, Long.MAX_VALUE - 12));
        assertThatCode(() -> BlockReader.read(last)).doesNotThrowAnyException();
    }

    @Test
    void blockWhoseEndHasNoTimeIsRefused() {
        assertRefused(changed(fields -> fields.putLong(48, Long.MAX_VALUE - 5_999)), Reason.BAD_FIELD, 48)
                .isEqualTo("bad-field at byte 48: startNanos is 9223372036854769808; 12 samples at 2000000.0 Hz from"
                        + " there end beyond all time");
        assertRefused(changed(fields -> fields.putDouble(56, Double.MIN_VALUE)), Reason.BAD_FIELD, 48);
        byte[] last = changed(fields -> fields.putLong(48, Long.MAX_VALUE - 6_000));
        assertThatCode(() -> BlockReader.read(last)).doesNotThrowAnyException();
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        for (String bad : new String[] {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080"}) {
            byte[] bytes = bad.getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(changed(fields -> fields.put(ALGORITHM, bytes)), Reason.BAD_FIELD, ALGORITHM)
                    .isEqualTo("bad-field at byte 92: algorithm is not UTF-8");
        }
    }

    @Test
    void characterIsNotContinuedInTheNextText() {
        byte[] message =
                changed(fields -> fields.put(ALGORITHM - 1, (byte) 0xC3).put(ALGORITHM, (byte) 0xA9));
        assertRefused(message, Reason.BAD_FIELD, DEVICE).isEqualTo("bad-field at byte 80: device is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0A, 0x1F, 0x7F})
    void controlCharactersAreRefused(int character) {
        assertRefused(changed(fields -> fields.put(ALGORITHM + 3, (byte) character)), Reason.BAD_FIELD, ALGORITHM)
                .isEqualTo("bad-field at byte 92: algorithm contains a control character");
        byte[] secondHalf = {(byte) 0xC2, (byte) 0x9F};
        assertRefused(changed(fields -> fields.put(DEVICE, secondHalf)), Reason.BAD_FIELD, DEVICE);
    }

    @Test
    void emptyDeviceAndEmptySignalAreRefused() {
        byte[] noDevice = changed(fields -> fields.put(76, (byte) 0).put(77, (byte) 22));
        byte[] noSignal = changed(fields -> fields.put(78, (byte) 0).put(79, (byte) 8));

        assertRefused(noDevice, Reason.BAD_FIELD, DEVICE).isEqualTo("bad-field at byte 80: device is empty");
        assertRefused(noSignal, Reason.BAD_FIELD, 102).isEqualTo("bad-field at byte 102: signal is empty");
    }

    private static byte[] changed(Consumer<ByteBuffer> change) {
        return Messages.changed(MESSAGE, change);
    }
}

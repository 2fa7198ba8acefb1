package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.block.BlockAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import org.joulelake.block.BlockFormatException.Reason;

/** Damage on the way: the checksum over the message does not fit any more. */
class BlockReaderDamageTest {

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsRefused(Codec codec) {
        byte[] message = Messages.small(codec);
        assertThatCode(() -> BlockReader.read(message)).doesNotThrowAnyException();
        for (int bit = 0; bit < message.length * Byte.SIZE; bit++) {
            byte[] damaged = message.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> BlockReader.read(damaged))
                    .as("bit %d", bit)
                    .isExactlyInstanceOf(BlockFormatException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void messageCutAtAnyByteIsTruncatedThere(Codec codec) {
        byte[] message = Messages.small(codec);
        for (int length = 0; length < message.length; length++) {
            assertRefused(Arrays.copyOf(message, length), Reason.TRUNCATED, length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void messageCutAtAnyByteIsRefusedEvenIfLengthAndChecksumFit(Codec codec) {
        byte[] message = Messages.small(codec);
        for (int length = 80; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            int announced = length;
            assertRefused(Messages.changed(cut, fields -> fields.putInt(8, announced)), Reason.BAD_LENGTH, 72);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesBehindTheMessageAreRefused(Codec codec) {
        byte[] message = Messages.small(codec);
        assertRefused(Arrays.copyOf(message, message.length + 1), Reason.BAD_LENGTH, 8)
                .isEqualTo("bad-length at byte 8: announces " + message.length + " bytes, has " + (message.length + 1));
        assertRefused(Arrays.copyOf(message, 1 << 20), Reason.BAD_LENGTH, 8);
    }

    @Test
    void refusalSaysWhatAndWhere() {
        byte[] message = Messages.small(Codec.RAW);

        assertRefused(new byte[0], Reason.TRUNCATED, 0)
                .isEqualTo("truncated at byte 0: message has 0 bytes, fewer than the 80 of a header");
        assertRefused("{\"value\": 1}".getBytes(), Reason.NOT_A_BLOCK, 0)
                .isEqualTo("not-a-block at byte 0: starts with 7b227661 instead of \"JLKB\"");
        assertRefused(Arrays.copyOf(message, 100), Reason.TRUNCATED, 100)
                .isEqualTo("truncated at byte 100: announces " + message.length + " bytes, has 100");
        byte[] damaged = message.clone();
        damaged[message.length - 1] ^= 1;
        assertRefused(damaged, Reason.MESSAGE_CHECKSUM, 12)
                .matches("message-checksum at byte 12: stored CRC32C is [0-9a-f]{8}, computed [0-9a-f]{8}");
    }

    @Test
    void samplesThatDoNotFitTheirChecksumAreRefusedThoughTheMessageIsWhole() {
        byte[] message = Messages.small(Codec.RAW);
        byte[] otherSample = Messages.changed(message, fields -> fields.put(message.length - 1, (byte) 0x41));
        byte[] otherChecksum = Messages.changed(message, fields -> fields.putInt(68, 0x12345678));

        assertRefused(otherSample, Reason.SAMPLES_CHECKSUM, 68);
        assertRefused(otherChecksum, Reason.SAMPLES_CHECKSUM, 68)
                .isEqualTo(String.format(
                        "samples-checksum at byte 68: stored CRC32C is 12345678, computed %08x",
                        Messages.smallBlock().header().samplesCrc32c()));
    }

    @Test
    void readingLeavesTheMessageAsItWas() throws BlockFormatException {
        byte[] message = Messages.small(Codec.LATTICE);
        byte[] copy = message.clone();
        BlockReader.read(message);
        assertThat(message).isEqualTo(copy);
    }
}

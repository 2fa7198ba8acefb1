package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/** What a message says of itself, whether or not it is true. */
class ClaimedHeaderTest {

    @ParameterizedTest
    @EnumSource
    void isThatOfTheBlockThoughItsSamplesOrItsEndAreDamaged(Codec codec) {
        byte[] message = Messages.small(codec);
        BlockHeader header = Messages.of(codec, Messages.smallBlock()).header();
        assertThat(BlockReader.claimedHeader(message)).contains(header);
        byte[] flipped = message.clone();
        flipped[message.length - 1] ^= 1;
        assertThat(BlockReader.claimedHeader(flipped)).contains(header);
        byte[] cut = Arrays.copyOf(message, Messages.payloadOffset(message));
        assertThat(BlockReader.claimedHeader(cut)).contains(header);
    }

    @ParameterizedTest
    @EnumSource
    void isNoneWhereTheMessageEndsBeforeIt(Codec codec) {
        byte[] message = Messages.small(codec);
        for (int length = 0; length < Messages.payloadOffset(message); length++) {
            assertThat(BlockReader.claimedHeader(Arrays.copyOf(message, length)))
                    .as("of %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void isNoneIfItCannotBeTrue() {
        byte[] message = Messages.small(Codec.RAW);
        assertThat(BlockReader.claimedHeader(Messages.changed(message, fields -> fields.putInt(64, 0))))
                .as("no samples")
                .isEmpty();
        assertThat(BlockReader.claimedHeader(Messages.changed(message, fields -> fields.put(4, (byte) 2))))
                .as("another version")
                .isEmpty();
        assertThat(BlockReader.claimedHeader(Messages.changed(message, fields -> fields.put(80, (byte) 0xFF))))
                .as("no UTF-8")
                .isEmpty();
    }
}

package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

class StreamDecoderTest {

    @Test
    void floatsComeBitForBit() throws Exception {
        float[] samples = {
            1.5f, -0.0f, Float.intBitsToFloat(0x7fc12345), Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 3e-9f
        };
        Samples decoded = decode(Channel.CURRENT, StreamBytes.floats(4_000_000_000L, samples));
        assertThat(bits(decoded.packed().unpack())).isEqualTo(bits(samples));
        assertThat(decoded.firstId()).isEqualTo(4_000_000_000L);
        assertThat(decoded.rateHz()).isEqualTo(1_000_000);
        assertThat(decoded.endId()).isEqualTo(4_000_000_012L);
        assertThat(decoded.timeMap()).isEqualTo(new TimeMap(250_000_000L << 30, 0, 2_000_000));
    }

    @Test
    void ofFourBitsTheLowNibbleComesFirst() throws Exception {
        byte[] data = {(byte) 0x21, (byte) 0xf3, 0x0e};
        Samples decoded =
                decode(Channel.CURRENT_RANGE, StreamBytes.packed(0, 4, 5, data).of(4, 0));
        assertThat(decoded.packed().unpack()).containsExactly(1, 2, 3, 15, 14);
    }

    @Test
    void ofSingleBitsTheLowestComesFirst() throws Exception {
        byte[] data = {(byte) 0b1000_0101, 0b0000_0010};
        Samples decoded =
                decode(Channel.GPI_1, StreamBytes.packed(8, 1, 11, data).of(5, 1));
        assertThat(decoded.packed().unpack()).containsExactly(1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0);
        assertThat(decoded.rateHz()).isEqualTo(2_000_000);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(StreamBytes.floats(0, 1, 2).version(2).bytes(), "has version 2, known is 1"),
                Arguments.of(StreamBytes.floats(0, 1, 2).of(2, 0).bytes(), "is of field 2, index 0, not of 1, 0"),
                Arguments.of(StreamBytes.floats(0, 1, 2).of(77, 0).bytes(), "is of field 77, index 0, not of 1, 0"),
                Arguments.of(StreamBytes.floats(0, 1).elements(4, 64).bytes(), "has elements of type 4 with 64 bits"),
                Arguments.of(StreamBytes.floats(0, 1).elements(0, 32).bytes(), "has elements of type 0 with 32 bits"),
                Arguments.of(
                        StreamBytes.floats(0, 1, 2).telling(3).bytes(),
                        "tells of 3 elements and has bytes for fewer: 8"),
                Arguments.of(
                        StreamBytes.floats(0, 1, 2).telling(-1).bytes(),
                        "tells of 4294967295 elements and has bytes for fewer: 8"),
                Arguments.of(StreamBytes.floats(0, 1).every(0).bytes(), "decimate factor 0"),
                Arguments.of(StreamBytes.floats(0, 1).at(0).bytes(), "rate 0 Hz"),
                Arguments.of(StreamBytes.floats(-1, 1).bytes(), "has sample id -1"),
                Arguments.of(StreamBytes.floats(1L << 60, 1).bytes(), "has sample id " + (1L << 60)),
                Arguments.of(new byte[55], "has 55 bytes, its header alone 56"),
                Arguments.of(new byte[0], "has 0 bytes, its header alone 56"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aMessageThatCannotBeIsRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> StreamDecoder.decode(Channel.CURRENT, message(bytes)))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageStartingWith("a message of current ")
                .hasMessageContaining(why);
    }

    @Test
    void bytesBehindTheElementsAreNoSamples() throws Exception {
        assertThat(decode(Channel.CURRENT, StreamBytes.floats(0, 1, 2, 3).telling(2))
                        .packed()
                        .unpack())
                .containsExactly(1, 2);
    }

    private static Samples decode(Channel channel, StreamBytes bytes) throws RefusedMessageException {
        return StreamDecoder.decode(channel, message(bytes.bytes()));
    }

    private static Message message(byte[] bytes) {
        return new Message(Optional.empty(), bytes, 0, 0);
    }

    private static int[] bits(float... values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}

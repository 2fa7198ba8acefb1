package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

class SampleStreamTest {

    private static final UUID SESSION = new UUID(1, 2);

    @Test
    void algorithmAndUnitMayBeEmptyButDeviceAndSignalMayNot() {
        assertThat(new SampleStream("d", "", "s", "", SESSION, 1).algorithm()).isEmpty();
        assertThatThrownBy(() -> new SampleStream("", "a", "s", "u", SESSION, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is empty");
        assertThatThrownBy(() -> new SampleStream("d", "a", "", "u", SESSION, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signal is empty");
    }

    @Test
    void lengthOfATextCountsItsBytes() {
        assertThat(device("\u20ac".repeat(85)).device()).hasSize(85);
        assertThatThrownBy(() -> device("\u20ac".repeat(85) + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device has 256 bytes of UTF-8; at most 255 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0000", "\u007f", "\u0085"})
    void controlCharactersAreRefused(String text) {
        assertThatThrownBy(() -> device(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device contains a control character");
    }

    @Test
    void halfASurrogatePairIsRefusedInsteadOfBecomingAQuestionMark() {
        for (String half : new String[] {"\ud83d", "\udd0b", "\udd0b\ud83d", "x\ud83dx"}) {
            assertThatThrownBy(() -> device(half))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("device contains half a surrogate pair");
        }
        assertThat(device("\ud83d\udd0b").device()).isEqualTo("\ud83d\udd0b");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rateMustBeAPositiveNumber(double rate) {
        assertThatThrownBy(() -> new SampleStream("d", "", "s", "", SESSION, rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sampleRateHz is " + rate + "; it must be finite and above 0");
    }

    private static SampleStream device(String device) {
        return new SampleStream(device, "", "s", "", SESSION, 1);
    }
}

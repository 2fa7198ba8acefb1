package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {

    private static final AssignmentKey KEY = new AssignmentKey("JS220-002557", 1_767_323_045_000_000_000L);

    @Test
    void anAssignmentIsReadAsItWasWritten() {
        Assignment written = new Assignment("JS220-002557", "sleepy", 1_767_323_045_000_000_000L);
        assertThat(written.key().text()).isEqualTo("JS220-002557|1767323045000000000");
        assertThat(written.value()).isEqualTo("v1 algorithm=sleepy");
        assertThat(readAgain(written)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "a|b, x=y, 0",
        "|, v1 algorithm=v1, -1",
        "a|7, |, 9223372036854775807",
        "separated\u2028lines, a, 1",
        "größe 😀, ein Name mit Leerzeichen, -9223372036854775808"
    })
    void anyNameThatABlockMayHaveIsKept(String device, String algorithm, long validFromNanos) {
        Assignment written = new Assignment(device, algorithm, validFromNanos);
        assertThat(readAgain(written)).isEqualTo(written);
    }

    @Test
    void theLongestNamesAreKept() {
        Assignment written = new Assignment("d".repeat(255), "a".repeat(255), Long.MIN_VALUE);
        assertThat(readAgain(written)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "|1",
                "device",
                "device|",
                "device|one",
                "device|1.5",
                "device|01",
                "device|-0",
                "device|+1",
                "device| 1",
                "device|1 ",
                "device|١",
                "device|9223372036854775808",
                "device|99999999999999999999",
                "line\nbreak|1",
                "nul\0|1"
            })
    void anyOtherKeyIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> AssignmentKey.parse(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sleepy",
                "v1",
                "v1 algorithm=",
                "v1  algorithm=sleepy",
                "v2 algorithm=sleepy",
                "V1 algorithm=sleepy",
                "v1 algorithm=two\nlines",
                "v1 algorithm=\uD83D",
                "{\"algorithm\":\"sleepy\"}"
            })
    void anyOtherValueIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.parse(KEY, value));
    }

    @Test
    void whatIsTooLongIsRefusedAndNotRepeatedWhole() {
        String long256 = "x".repeat(256);
        String endless = "y".repeat(1 << 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssignmentKey.parse(long256 + "|1"))
                .withMessage("device has 256 bytes of UTF-8; at most 255 are allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssignmentKey.parse("é".repeat(128) + "|1"))
                .withMessage("device has 256 bytes of UTF-8; at most 255 are allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssignmentKey.parse(endless))
                .withMessage("'" + "y".repeat(80) + "' is no key such as 'JS220-002557|1767323045000000000'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.parse(KEY, endless))
                .withMessage("'" + "y".repeat(80) + "' is no assignment such as 'v1 algorithm=sleepy'");
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.parse(KEY, "v1 algorithm=" + long256));
    }

    @Test
    void aRefusalIsOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssignmentKey.parse("two\r\nlines"))
                .withMessage("'two??lines' is no key such as 'JS220-002557|1767323045000000000'");
    }

    private static Assignment readAgain(Assignment written) {
        return Assignment.parse(AssignmentKey.parse(written.key().text()), written.value());
    }
}

package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.000000500Z, 1767323045000000500",
        "2026-01-02T05:04:05.0000005+02:00, 1767323045000000500",
        "2026-01-02 03:04:05, 1767323045000000000",
        "2026-01-02T03:04, 1767323040000000000",
        "2026-01-02, 1767312000000000000",
        "1969-12-31T23:59:59.999999999Z, -1"
    })
    void readsWhatPeopleWrite(String text, long nanos) {
        assertThat(Times.nanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "03:04:05", "2026-13-01", "2026-01-02T03:04:05.0000000001Z"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Times.nanos(text)).hasMessageContaining("'" + text + "' is no time; write it as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1600-01-01", "2300-01-01"})
    void refusesTimesThatDoNotFit(String text) {
        assertThatThrownBy(() -> Times.nanos(text)).hasMessageContaining("1678 and 2261");
    }
}

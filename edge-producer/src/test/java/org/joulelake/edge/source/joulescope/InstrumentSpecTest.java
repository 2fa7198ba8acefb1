package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;
import java.util.Set;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.driver.OpenMode;

class InstrumentSpecTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "all"})
    void nothingAndAllMeanEachInstrument(String text) {
        InstrumentOptions options = parse(text);
        assertThat(options.device()).isEmpty();
        assertThat(options.autoRange()).isTrue();
        assertThat(options.openMode()).isEqualTo(OpenMode.DEFAULTS);
        assertThat(options.rateHz()).isEmpty();
        assertThat(options.wants(DeviceId.of("u/js110/003").orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"002557", "JS220-002557", "js220-002557", "u/js220/002557"})
    void aDeviceIsNamedBySerialNameOrPrefix(String text) {
        InstrumentOptions options = parse(text);
        assertThat(options.wants(DeviceId.of("u/js220/002557").orElseThrow())).isTrue();
        assertThat(options.wants(DeviceId.of("u/js220/002558").orElseThrow())).isFalse();
    }

    @Test
    void optionsAreRead() {
        InstrumentOptions options = parse("all,rate=100000,statistics-rate=20,range=keep,settings=keep");
        assertThat(options.rateHz()).hasValue(100_000);
        assertThat(options.statisticsRateHz()).hasValue(20);
        assertThat(options.autoRange()).isFalse();
        assertThat(options.openMode()).isEqualTo(OpenMode.RESUME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,rate=3 | rate=3 is none of the instruments' rates",
                "1,rate=x | rate=x is none of",
                "1,rate=1000,rate=1000 | the key 'rate' is given twice",
                "1,speed=3 | 'speed=3' is none of rate=, statistics-rate=, range=, settings=",
                "1,rate | 'rate' is none of",
                "1,range=off | range=off is neither auto nor keep",
                "1,statistics-rate=0 | statistics-rate=0 is no whole number from 1 to 1000",
                "1,statistics-rate=a | statistics-rate=a is no whole number"
            })
    void whatMakesNoSenseIsRefused(String text, String why) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("joulescope:" + text + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void aNameIsForOneDevice() {
        assertThatThrownBy(() -> InstrumentSpec.parse("all", Set.of(), Optional.of("bench")))
                .hasMessageContaining("--device names one device");
        assertThat(InstrumentSpec.parse("1", Set.of(), Optional.of("bench"))
                        .nameOf(DeviceId.of("u/js110/1").orElseThrow()))
                .isEqualTo("bench");
    }

    @Test
    void signalsDependOnTheModel() {
        assertThat(SignalChoice.of(Model.JS110, Set.of("gpi", "power")).channels())
                .containsExactly(Channel.POWER, Channel.GPI_0, Channel.GPI_1);
        assertThat(SignalChoice.of(Model.JS320, Set.of("gpi")).channels()).hasSize(5);
        assertThat(SignalChoice.of(Model.JS220, Set.of()).channels()).containsExactly(Channel.CURRENT, Channel.VOLTAGE);
        assertThat(SignalChoice.of(Model.JS110, Set.of("statistics")).channels())
                .isEmpty();
        assertThatThrownBy(() -> SignalChoice.of(Model.JS110, Set.of("gpi[2]")))
                .hasMessage("a JS110 has no signal 'gpi[2]'; it has current, voltage, power, current_range, gpi[0],"
                        + " gpi[1], gpi, statistics");
        assertThatThrownBy(() -> SignalChoice.check(Set.of("temperature")))
                .hasMessageStartingWith("no instrument has a signal 'temperature'");
    }

    @Test
    void aDeviceInItsBootLoaderIsNone() {
        assertThat(DeviceId.of("u/&js220/000415")).isEmpty();
        assertThat(DeviceId.of("u/mb/000415")).isEmpty();
        assertThat(DeviceId.of("u/js320/31NB"))
                .hasValueSatisfying(id -> assertThat(id.name()).isEqualTo("JS320-31NB"));
    }

    private static InstrumentOptions parse(String text) {
        return InstrumentSpec.parse(text, Set.of(), Optional.empty());
    }
}

package org.joulelake.ingest.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.joulelake.cli.CommandException;

class RuleFileTest {

    private static final String COMPLETE =
            """
            signal.current.unit = A
            signal.current.min = -2
            signal.current.max = 2
            sample-rate-hz.max = 1000
            start.not-before = 2020-01-01T00:00:00Z
            start.max-ahead = PT1M
            """;

    @TempDir
    private Path folder;

    @Test
    void defaultsKnowTheSignalsOfTheInstruments() {
        RuleBook book = RuleFile.defaults();

        assertThat(book.signals())
                .extracting(SignalRule::name)
                .contains("current", "voltage", "power", "current_range", "gpi*", "trigger_in")
                .as("what an instrument measures over a second")
                .contains("current_mean", "current_std", "current_min", "current_max", "voltage_*", "power_*")
                .hasSize(12);
        assertThat(book.maxSampleRateHz()).isEqualTo(4e6);
        assertThat(book.notBefore()).isEqualTo(Instant.parse("2015-01-01T00:00:00Z"));
        assertThat(book.maxAhead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everyLineOfAFileCounts() throws IOException {
        RuleBook book = read(COMPLETE);

        assertThat(book.signals()).containsExactly(new SignalRule("current", "A", -2, 2));
        assertThat(book.maxSampleRateHz()).isEqualTo(1000);
        assertThat(book.notBefore()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(book.maxAhead()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.current.min",
                "signal.current.max",
                "sample-rate-hz.max",
                "start.not-before",
                "start.max-ahead"
            })
    void aMissingLineIsNamed(String line) {
        String without = COMPLETE.replaceAll("(?m)^" + line.replace(".", "\\.") + ".*\\R", "");

        assertThat(without).isNotEqualTo(COMPLETE);
        assertThatThrownBy(() -> read(without))
                .isInstanceOf(CommandException.class)
                .hasMessage("rule file " + file() + " lacks the line " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.current.minimum = 3",
                "signal.voltage.min = 3",
                "sample-rate.max = 3",
                "signal..unit = A",
                "signal.unit = A"
            })
    void aLineThatMeansNothingIsNamed(String line) {
        String name = line.substring(0, line.indexOf(' '));

        assertThatThrownBy(() -> read(COMPLETE + line))
                .isInstanceOf(CommandException.class)
                .hasMessage("rule file " + file() + " has a line that means nothing: " + name
                        + "; a signal needs all of .unit, .min and .max");
    }

    @ParameterizedTest
    @CsvSource({
        "signal.current.min, low",
        "signal.current.max, NaN",
        "sample-rate-hz.max, ''",
        "sample-rate-hz.max, NaN",
        "start.not-before, 2020-01-01",
        "start.max-ahead, 10 s"
    })
    void aValueThatCannotBeReadIsNamedWithItsLine(String line, String value) {
        assertThatThrownBy(() -> read(COMPLETE + line + " = " + value))
                .isInstanceOf(CommandException.class)
                .hasMessage("rule file " + file() + ": " + line + " = " + value + " cannot be read");
    }

    @Test
    void limitsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> read(COMPLETE + "signal.current.min = 3"))
                .isInstanceOf(CommandException.class)
                .hasMessage("rule file " + file() + ": signal.current.min = 3.0 is above signal.current.max = 2.0");
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.properties");

        assertThatThrownBy(() -> RuleFile.read(none))
                .isInstanceOf(CommandException.class)
                .hasMessage("no rule file " + none + "; check --rules");
    }

    @Test
    void aFileThatIsNotTextIsNamed() throws IOException {
        Files.write(file(), new byte[] {'a', (byte) 0xFF, (byte) 0xFE, '=', 0});

        assertThatThrownBy(() -> RuleFile.read(file()))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot read the rule file " + file() + ": ");
    }

    @Test
    void narrowestRuleOfASignalStandsFirst() throws IOException {
        RuleBook book =
                read(COMPLETE + signal("gpi*") + signal("gpi#1") + signal("gpi_*") + signal("gpi") + signal("*"));

        assertThat(book.signals())
                .extracting(SignalRule::name)
                .containsExactly("current", "gpi#1", "gpi", "gpi_*", "gpi*", "*");
    }

    private static String signal(String name) {
        return "signal.%1$s.unit =\nsignal.%1$s.min = 0\nsignal.%1$s.max = 1\n".formatted(name);
    }

    private RuleBook read(String text) throws IOException {
        Files.writeString(file(), text);
        return RuleFile.read(file());
    }

    private Path file() {
        return folder.resolve("rules.properties");
    }
}

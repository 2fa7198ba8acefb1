package org.joulelake.edge.source.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.joulelake.cli.CommandException;

class SimulationSpecTest {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

    private static SimulationSpec parse(String text) {
        return SimulationSpec.parse(text, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aNameAloneTakesAllDefaults() {
        SimulationSpec spec = parse("SIM-0001");

        assertThat(spec.device()).isEqualTo("SIM-0001");
        assertThat(spec.algorithm()).isEqualTo(DutyCycles.BASELINE);
        assertThat(spec.rateHz()).isEqualTo(1_000_000);
        assertThat(spec.sampleCount()).isEqualTo(10_000_000);
        assertThat(spec.start()).isEqualTo(NOW);
        assertThat(spec.gaps()).isEmpty();
        assertThat(spec.missing()).isEmpty();
    }

    @Test
    void everyKeyIsTaken() {
        SimulationSpec spec = parse("Bench_2.left,algorithm=dvfs-sleep,rate=500k,seconds=0.25,seed=-42,"
                + "start=2026-01-31T12:00:00.5Z,gap=10-20,gap=30-31,nan=40-50");

        assertThat(spec)
                .isEqualTo(new SimulationSpec(
                        "Bench_2.left",
                        DutyCycles.DVFS_SLEEP,
                        500_000,
                        125_000,
                        -42,
                        Instant.parse("2026-01-31T12:00:00.5Z"),
                        true,
                        List.of(new SampleRange(10, 20), new SampleRange(30, 31)),
                        List.of(new SampleRange(40, 50))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "44100, 44100", "1k, 1000", "1.5k, 1500", "0.25M, 250000", "1M, 1000000", "2M, 2000000"})
    void ratesMayHaveASuffix(String text, int rateHz) {
        assertThat(parse("A,rate=" + text).rateHz()).isEqualTo(rateHz);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 2",
        "0.1, 2000000, 200000",
        "0.00015, 10000, 2",
        "3.75, 3, 11",
        "1000000000, 2M, 2000000000000000"
    })
    void secondsBecomeSamplesRoundedToTheNearest(String seconds, String rate, long samples) {
        assertThat(parse("A,rate=" + rate + ",seconds=" + seconds).sampleCount())
                .isEqualTo(samples);
    }

    @Test
    void aDeviceMayRunForever() {
        assertThat(parse("A,seconds=forever").sampleCount()).isEqualTo(SimulationSpec.FOREVER);
    }

    @Test
    void theSeedFollowsFromTheNameUnlessGiven() {
        assertThat(parse("SIM-0001").seed()).isEqualTo(-6_791_216_387_374_781_915L);
        assertThat(parse("SIM-0002").seed()).isNotEqualTo(parse("SIM-0001").seed());
        assertThat(parse("SIM-0001,seed=7").seed()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",rate=1M", "-a", "a b", "a|b", "a/b", "ä", "a\n"})
    void namesThatWouldNotWorkAsADeviceAreRefused(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("sim:" + text + ": ")
                .hasMessageContaining("is no name for a device");
    }

    @Test
    void aNameOfSixtyFiveLettersIsRefused() {
        assertThat(parse("a".repeat(64)).device()).hasSize(64);
        assertThatThrownBy(() -> parse("a".repeat(65))).isInstanceOf(CommandException.class);
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheKeysThatExist() {
        assertThatThrownBy(() -> parse("A,speed=1"))
                .isInstanceOf(CommandException.class)
                .hasMessage("sim:A,speed=1: there is no key 'speed'; the keys are"
                        + " algorithm, rate, seconds, seed, start, gap, nan");
    }

    @Test
    void anUnknownAlgorithmIsAnsweredWithTheAlgorithmsThatExist() {
        assertThatThrownBy(() -> parse("A,algorithm=magic"))
                .isInstanceOf(CommandException.class)
                .hasMessage("sim:A,algorithm=magic: there is no algorithm 'magic'; the algorithms are"
                        + " baseline, dvfs-sleep, race-to-idle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A,", "A,rate", "A,rate=1,,seed=1"})
    void whatIsNotAKeyWithAValueIsRefused(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("is not of the form key=value");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThatThrownBy(() -> parse("A,rate=1M,rate=2M"))
                .isInstanceOf(CommandException.class)
                .hasMessage("sim:A,rate=1M,rate=2M: the key 'rate' is given twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "0.5", "1e6", "2000001", "2.1M", "3M", "1m", "1K", "NaN", "9999999999999999"})
    void badRatesAreRefused(String rate) {
        assertThatThrownBy(() -> parse("A,rate=" + rate))
                .isInstanceOf(CommandException.class)
                .hasMessage("sim:A,rate=" + rate + ": rate is '" + rate
                        + "'; it must be a whole number of samples per second, 1 to 2000000, such as 500k or 2M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1k", "1e3", "Forever", "1000000001", "99999999999999999999"})
    void badLengthsAreRefused(String seconds) {
        assertThatThrownBy(() -> parse("A,seconds=" + seconds))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith(
                        "seconds is '" + seconds + "'; it must be a number up to 1000000000, such as 0.5, or forever");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "0.0000001"})
    void aLengthOfNoSampleIsRefused(String seconds) {
        assertThatThrownBy(() -> parse("A,seconds=" + seconds))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("seconds is '" + seconds + "'; at 1000000 samples per second that is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "9223372036854775808"})
    void badSeedsAreRefused(String seed) {
        assertThatThrownBy(() -> parse("A,seed=" + seed))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("seed is '" + seed + "'; it must be a whole number of 64 bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2026-01-31", "2026-01-31T12:00:00", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z"})
    void badStartsAreRefused(String start) {
        assertThatThrownBy(() -> parse("A,start=" + start))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith(
                        "start is '" + start + "'; it must be a time from 1970 to 2199, such as 2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5-5", "6-5", "-1-5", "1-", "a-b", "0-9999999999999999999"})
    void badRangesAreRefused(String range) {
        assertThatThrownBy(() -> parse("A,gap=" + range))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("gap is '" + range
                        + "'; it must be FROM-TO, two sample indices with FROM below TO, such as 1000-2000");
        assertThatThrownBy(() -> parse("A,nan=" + range))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("nan is '" + range + "'");
    }
}

package org.joulelake.ingest.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.joulelake.block.BlockStatistics;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

class RuleBookTest {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * NANOS_PER_SECOND;
    private static final long HOUR_NANOS = 3_600 * NANOS_PER_SECOND;
    private static final Instant NOT_BEFORE = Instant.parse("2015-01-01T00:00:00Z");
    private static final long NOT_BEFORE_NANOS = NOT_BEFORE.getEpochSecond() * NANOS_PER_SECOND;

    private static final RuleBook BOOK = book(NOT_BEFORE, Duration.ofHours(1));

    @Test
    void blockWithinItsLimitsBreaksNothing() {
        assertThat(check("current", "A", 1e6, NOW_NANOS, -2, 0, 2)).isEmpty();
        assertThat(check("gpi*", "", 1e6, NOW_NANOS, 0)).isEmpty();
        assertThat(check("gpi[3]", "", 1e6, NOW_NANOS, 1)).isEmpty();
    }

    @Test
    void missingSamplesBreakNothing() {
        assertThat(check("current", "A", 1e6, NOW_NANOS, Float.NaN, Float.NaN)).isEmpty();
        assertThat(check("current", "A", 1e6, NOW_NANOS, Float.NaN, 1)).isEmpty();
    }

    @Test
    void everyRuleOfASignalIsBrokenUnderItsOwnName() {
        assertThat(check("current", "mA", 1e6, NOW_NANOS, 1))
                .contains(new Violation("signal.current.unit", "unit is 'mA' instead of 'A'"));
        assertThat(check("current", "A", 1e6, NOW_NANOS, 1, -2.5f))
                .contains(new Violation("signal.current.min", "least sample is -2.5, below -2.0"));
        assertThat(check("current", "A", 1e6, NOW_NANOS, 2.5f, 1))
                .contains(new Violation("signal.current.max", "greatest sample is 2.5, above 2.0"));
        assertThat(check("gpi[3]", "", 1e6, NOW_NANOS, 16))
                .contains(new Violation("signal.gpi*.max", "greatest sample is 16.0, above 15.0"));
        assertThat(check("temperature", "K", 1e6, NOW_NANOS, 300))
                .contains(new Violation("signal.known", "signal 'temperature' has no rule"));
    }

    @Test
    void everyRuleOfRateAndTimeIsBrokenUnderItsOwnName() {
        assertThat(check("current", "A", 4_000_001, NOW_NANOS, 1))
                .contains(new Violation("sample-rate-hz.max", "4000001.0 samples a second, above 4000000.0"));
        assertThat(check("current", "A", 1e6, 0, 1))
                .contains(new Violation(
                        "start.not-before", "starts at 1970-01-01T00:00:00Z, before 2015-01-01T00:00:00Z"));
        assertThat(check("current", "A", 1e6, NOW_NANOS + HOUR_NANOS, 1))
                .contains(new Violation(
                        "start.max-ahead",
                        "ends at 2026-01-02T04:04:05.000001Z, more than PT1H ahead of 2026-01-02T03:04:05Z"));
    }

    @Test
    void infinitiesAreBeyondEveryLimit() {
        assertBroken(check("current", "A", 1e6, NOW_NANOS, Float.NEGATIVE_INFINITY))
                .contains("signal.current.min");
        assertBroken(check("current", "A", 1e6, NOW_NANOS, Float.POSITIVE_INFINITY))
                .contains("signal.current.max");
    }

    @Test
    void limitsThemselvesAreAllowed() {
        long nanosOfOneSample = 1_000;

        assertThat(check("current", "A", 4e6, NOW_NANOS, -2, 2)).isEmpty();
        assertThat(check("current", "A", 1e6, NOT_BEFORE_NANOS, 1)).isEmpty();
        assertBroken(check("current", "A", 1e6, NOT_BEFORE_NANOS - 1, 1)).contains("start.not-before");
        assertThat(check("current", "A", 1e6, NOW_NANOS + HOUR_NANOS - nanosOfOneSample, 1))
                .isEmpty();
    }

    @Test
    void blockAtTheEdgesOfTimeIsJudgedLikeAnyOther() {
        assertBroken(check("current", "A", 1e6, Long.MIN_VALUE, 1)).contains("start.not-before");
        assertBroken(check("current", "A", 1e6, Long.MAX_VALUE - 1_000, 1)).contains("start.max-ahead");
        assertBroken(check("current", "A", 1e-7, NOW_NANOS, 1)).contains("start.max-ahead");
    }

    @Test
    void limitsThatNoLongOfNanosecondsCanSayHold() {
        RuleBook wide = book(Instant.parse("0001-01-01T00:00:00Z"), Duration.ofDays(100_000_000_000L));
        RuleBook future = book(Instant.parse("3000-01-01T00:00:00Z"), Duration.ofHours(1));

        assertThat(check(wide, block("current", "A", 1e6, NOW_NANOS, 1))).isEmpty();
        assertBroken(check(future, block("current", "A", 1e6, NOW_NANOS, 1))).contains("start.not-before");
    }

    @Test
    void firstRuleThatCoversASignalHolds() {
        RuleBook book = new RuleBook(
                List.of(new SignalRule("gpi1", "", 0, 1), new SignalRule("gpi*", "V", 0, 5)),
                4e6,
                NOT_BEFORE,
                Duration.ofHours(1));

        assertThat(check(book, block("gpi1", "", 1e6, NOW_NANOS, 1))).isEmpty();
        assertThat(check(book, block("gpi12", "V", 1e6, NOW_NANOS, 4))).isEmpty();
        assertBroken(check(book, block("gpi1", "V", 1e6, NOW_NANOS, 1))).contains("signal.gpi1.unit");
        assertBroken(check(book, block("gp", "", 1e6, NOW_NANOS, 1))).contains("signal.known");
    }

    private static OptionalAssert<String> assertBroken(Optional<Violation> violation) {
        return assertThat(violation.map(Violation::rule));
    }

    private static Optional<Violation> check(
            String signal, String unit, double rateHz, long startNanos, float... samples) {
        return check(BOOK, block(signal, unit, rateHz, startNanos, samples));
    }

    private static Optional<Violation> check(RuleBook book, SampleBlock block) {
        return book.check(block.header(), BlockStatistics.of(block.samples()), NOW);
    }

    private static SampleBlock block(String signal, String unit, double rateHz, long startNanos, float... samples) {
        SampleStream stream = new SampleStream("d", "a", signal, unit, new UUID(1, 2), rateHz);
        return SampleBlock.of(stream, 0, 0, startNanos, samples);
    }

    private static RuleBook book(Instant notBefore, Duration maxAhead) {
        List<SignalRule> signals = List.of(new SignalRule("current", "A", -2, 2), new SignalRule("gpi*", "", 0, 15));
        return new RuleBook(signals, 4e6, notBefore, maxAhead);
    }
}

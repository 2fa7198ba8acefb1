package org.joulelake.ingest.rules;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.SampleStream;

/**
 * The rules of a rule file. A checksum tells that a block is what its producer wrote; a rule tells that a producer wrote
 * something that can be.
 *
 * @param signals rules per signal; the first that covers a signal holds
 * @param maxSampleRateHz fastest sample rate
 * @param notBefore earliest time of a sample
 * @param maxAhead how far the end of a block may be ahead of the clock
 */
public record RuleBook(List<SignalRule> signals, double maxSampleRateHz, Instant notBefore, Duration maxAhead)
        implements Serializable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes a copy of the list. */
    public RuleBook {
        signals = List.copyOf(signals);
    }

    /** The first rule that a block breaks, if it breaks one; {@code now} is the clock of the ingest. */
    public Optional<Violation> check(BlockHeader header, BlockStatistics statistics, Instant now) {
        SampleStream stream = header.stream();
        if (stream.sampleRateHz() > maxSampleRateHz) {
            return broken(
                    RuleFile.MAX_SAMPLE_RATE, stream.sampleRateHz() + " samples a second, above " + maxSampleRateHz);
        }
        Instant start = instant(header.startNanos());
        if (start.isBefore(notBefore)) {
            return broken(RuleFile.NOT_BEFORE, "starts at " + start + ", before " + notBefore);
        }
        Instant end = instant(header.endNanos());
        if (Duration.between(now, end).compareTo(maxAhead) > 0) {
            return broken(RuleFile.MAX_AHEAD, "ends at " + end + ", more than " + maxAhead + " ahead of " + now);
        }
        return signals.stream()
                .filter(rule -> rule.covers(stream.signal()))
                .findFirst()
                .map(rule -> rule.check(stream.unit(), statistics))
                .orElseGet(() -> broken(RuleFile.KNOWN_SIGNAL, "signal '" + stream.signal() + "' has no rule"));
    }

    private static Optional<Violation> broken(String rule, String detail) {
        return Optional.of(new Violation(rule, detail));
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}

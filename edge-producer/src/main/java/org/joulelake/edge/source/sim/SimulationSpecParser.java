package org.joulelake.edge.source.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of a {@link SimulationSpec}. */
final class SimulationSpecParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,15})?)([kM]?)");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
    private static final Map<String, BigDecimal> FACTORS =
            Map.of("", BigDecimal.ONE, "k", BigDecimal.valueOf(1_000), "M", BigDecimal.valueOf(1_000_000));
    private static final BigDecimal MAX_RATE_HZ = BigDecimal.valueOf(SimulationSpec.MAX_RATE_HZ);
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000_000);
    private static final Instant START_LIMIT = Instant.parse("2200-01-01T00:00:00Z");

    private final SpecOptions options;

    SimulationSpecParser(String text) {
        options = SpecOptions.split(text);
    }

    SimulationSpec parse(Clock clock) {
        if (!NAME.matcher(options.name()).matches()) {
            throw options.problem("'" + options.name() + "' is no name for a device; use up to 64 letters, digits,"
                    + " '.', '_' and '-', such as SIM-0001");
        }
        int rateHz = options.one("rate").map(this::rate).orElse(SimulationSpec.DEFAULT_RATE_HZ);
        String seconds = options.one("seconds").orElse(Integer.toString(SimulationSpec.DEFAULT_SECONDS));
        return new SimulationSpec(
                options.name(),
                options.one("algorithm").map(this::algorithm).orElse(DutyCycles.BASELINE),
                rateHz,
                sampleCount(seconds, rateHz),
                options.one("seed").map(this::seed).orElseGet(() -> RandomStream.named(options.name())
                        .seed()),
                options.one("start").map(this::start).orElseGet(clock::instant),
                options.one("start").isPresent(),
                ranges("gap"),
                ranges("nan"));
    }

    private DutyCycle algorithm(String name) {
        return DutyCycles.named(name)
                .orElseThrow(() -> options.problem("there is no algorithm '" + name + "'; the algorithms are "
                        + String.join(", ", DutyCycles.names())));
    }

    private int rate(String value) {
        Matcher number = NUMBER.matcher(value);
        if (number.matches()) {
            BigDecimal rate = new BigDecimal(number.group(1)).multiply(FACTORS.get(number.group(2)));
            boolean whole = rate.remainder(BigDecimal.ONE).signum() == 0;
            if (whole && rate.signum() > 0 && rate.compareTo(MAX_RATE_HZ) <= 0) {
                return rate.intValueExact();
            }
        }
        throw options.problem("rate is '" + value + "'; it must be a whole number of samples per second, 1 to "
                + MAX_RATE_HZ + ", such as 500k or 2M");
    }

    private long sampleCount(String seconds, int rateHz) {
        if (seconds.equals("forever")) {
            return SimulationSpec.FOREVER;
        }
        Matcher number = NUMBER.matcher(seconds);
        if (!number.matches() || !number.group(2).isEmpty() || new BigDecimal(seconds).compareTo(MAX_SECONDS) > 0) {
            throw options.problem("seconds is '" + seconds + "'; it must be a number up to " + MAX_SECONDS
                    + ", such as 0.5, or forever");
        }
        BigDecimal samples = new BigDecimal(seconds).multiply(BigDecimal.valueOf(rateHz));
        long count = samples.setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (count == 0) {
            throw options.problem("seconds is '" + seconds + "'; at " + rateHz + " samples per second that is none");
        }
        return count;
    }

    private long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw options.problem("seed is '" + value + "'; it must be a whole number of 64 bits");
        }
    }

    private Instant start(String value) {
        try {
            Instant start = Instant.parse(value);
            if (!start.isBefore(Instant.EPOCH) && start.isBefore(START_LIMIT)) {
                return start;
            }
        } catch (DateTimeParseException e) {
            // The message below says it better.
        }
        throw options.problem(
                "start is '" + value + "'; it must be a time from 1970 to 2199, such as 2026-01-31T12:00:00Z");
    }

    private List<SampleRange> ranges(String key) {
        return options.all(key).stream().map(value -> range(key, value)).toList();
    }

    private SampleRange range(String key, String value) {
        Matcher range = RANGE.matcher(value);
        if (range.matches()) {
            long from = Long.parseLong(range.group(1));
            long to = Long.parseLong(range.group(2));
            if (from < to) {
                return new SampleRange(from, to);
            }
        }
        throw options.problem(key + " is '" + value
                + "'; it must be FROM-TO, two sample indices with FROM below TO, such as 1000-2000");
    }
}

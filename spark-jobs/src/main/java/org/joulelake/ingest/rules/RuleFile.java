package org.joulelake.ingest.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

import org.joulelake.cli.CommandException;

/** Reads a rule file, a Java properties file; the default one in the resources says what it may hold. */
public final class RuleFile {

    static final String KNOWN_SIGNAL = SignalRule.PREFIX + "known";
    static final String MAX_SAMPLE_RATE = "sample-rate-hz.max";
    static final String NOT_BEFORE = "start.not-before";
    static final String MAX_AHEAD = "start.max-ahead";

    private static final String DEFAULT = "default-rules.properties";
    private static final String UNIT = ".unit";
    private static final String MIN = ".min";
    private static final String MAX = ".max";

    private final String origin;
    private final Properties lines;

    private RuleFile(String origin, Properties lines) {
        this.origin = origin;
        this.lines = lines;
    }

    /** The rules that hold where no file is given. */
    public static RuleBook defaults() {
        try (InputStream stream = RuleFile.class.getResourceAsStream(DEFAULT)) {
            return read(DEFAULT, new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rules of a file.
     *
     * @throws CommandException if it cannot be read, lacks a line, or has one that makes no sense
     */
    public static RuleBook read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(file.toString(), reader);
        } catch (NoSuchFileException e) {
            throw new CommandException("no rule file " + file + "; check --rules", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("cannot read the rule file " + file + ": " + e.getMessage(), e);
        }
    }

    private static RuleBook read(String origin, Reader reader) throws IOException {
        Properties lines = new Properties();
        lines.load(reader);
        return new RuleFile(origin, lines).book();
    }

    private RuleBook book() {
        RuleBook book = new RuleBook(
                signals(),
                take(MAX_SAMPLE_RATE, RuleFile::number),
                take(NOT_BEFORE, Instant::parse),
                take(MAX_AHEAD, Duration::parse));
        if (!lines.isEmpty()) {
            throw new CommandException("rule file " + origin + " has a line that means nothing: "
                    + lines.stringPropertyNames().stream().sorted().findFirst().orElseThrow()
                    + "; a signal needs all of .unit, .min and .max");
        }
        return book;
    }

    private List<SignalRule> signals() {
        List<SignalRule> signals = new ArrayList<>();
        for (String key : lines.stringPropertyNames()) {
            if (isUnitOfSignal(key)) {
                signals.add(signal(key.substring(SignalRule.PREFIX.length(), key.length() - UNIT.length())));
            }
        }
        signals.sort(SignalRule.NARROWEST_FIRST);
        return signals;
    }

    private static boolean isUnitOfSignal(String key) {
        return key.length() > SignalRule.PREFIX.length() + UNIT.length()
                && key.startsWith(SignalRule.PREFIX)
                && key.endsWith(UNIT);
    }

    private SignalRule signal(String name) {
        String prefix = SignalRule.PREFIX + name;
        String unit = take(prefix + UNIT, Function.identity());
        double min = take(prefix + MIN, RuleFile::number);
        double max = take(prefix + MAX, RuleFile::number);
        if (min > max) {
            throw new CommandException("rule file " + origin + ": " + prefix + MIN + " = " + min + " is above " + prefix
                    + MAX + " = " + max);
        }
        return new SignalRule(name, unit, min, max);
    }

    /** A number that a limit can be; nothing is above or below NaN. */
    private static double number(String text) {
        double number = Double.parseDouble(text);
        if (Double.isNaN(number)) {
            throw new NumberFormatException("NaN is no limit");
        }
        return number;
    }

    /** Takes a line out, so that what is left at the end is what nobody asked for. */
    private <T> T take(String key, Function<String, T> parser) {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new CommandException("rule file " + origin + " lacks the line " + key);
        }
        lines.remove(key);
        try {
            return parser.apply(value.strip());
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new CommandException("rule file " + origin + ": " + key + " = " + value + " cannot be read", e);
        }
    }
}

package org.joulelake.edge.source.joulescope;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.driver.OpenMode;

/**
 * Reads {@code joulescope:[DEVICE|all][,rate=HZ][,statistics-rate=HZ][,range=auto|keep][,settings=defaults|keep]}, without
 * the scheme.
 */
public final class InstrumentSpec {

    private static final String ALL = "all";
    private static final String KEEP = "keep";
    private static final List<String> KEYS = List.of("rate", "statistics-rate", "range", "settings");

    /** The driver's, {@code h/fs}. */
    private static final List<Integer> RATES_HZ = List.of(
            2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
            50, 20, 10, 5, 2, 1);

    private static final int FASTEST_STATISTICS_HZ = 1_000;

    private final String text;
    private final Map<String, String> values = new HashMap<>();

    private InstrumentSpec(String text) {
        this.text = text;
    }

    /**
     * What a text asks for.
     *
     * @param text the spec, without its scheme
     * @param signals names of signals, or sets of them
     * @param name another name for the device
     * @throws CommandException if it makes no sense
     */
    public static InstrumentOptions parse(String text, Set<String> signals, Optional<String> name) {
        InstrumentSpec spec = new InstrumentSpec(text);
        String[] parts = text.split(",", -1);
        for (int i = 1; i < parts.length; i++) {
            spec.add(parts[i]);
        }
        boolean all = parts[0].isEmpty() || parts[0].equals(ALL);
        if (all && name.isPresent()) {
            throw spec.problem("--device names one device; say which instrument it is, not all");
        }
        return new InstrumentOptions(
                all ? Optional.empty() : Optional.of(parts[0]),
                spec.rate(),
                spec.statisticsRate(),
                spec.choice("range", "auto", KEEP).equals("auto"),
                spec.choice("settings", "defaults", KEEP).equals(KEEP) ? OpenMode.RESUME : OpenMode.DEFAULTS,
                signals,
                name);
    }

    private void add(String option) {
        int equals = option.indexOf('=');
        String key = option.substring(0, Math.max(0, equals));
        if (!KEYS.contains(key)) {
            throw problem("'" + option + "' is none of " + String.join("=, ", KEYS) + "=");
        }
        if (values.put(key, option.substring(equals + 1)) != null) {
            throw problem("the key '" + key + "' is given twice");
        }
    }

    private OptionalInt rate() {
        String value = values.get("rate");
        if (value == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(RATES_HZ.stream()
                .filter(rate -> rate.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> problem("rate=" + value + " is none of the instruments' rates: " + RATES_HZ)));
    }

    private OptionalInt statisticsRate() {
        String value = values.get("statistics-rate");
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            int rate = Integer.parseInt(value);
            if (rate >= 1 && rate <= FASTEST_STATISTICS_HZ) {
                return OptionalInt.of(rate);
            }
        } catch (NumberFormatException e) {
            throw wrongStatisticsRate(value, e);
        }
        throw wrongStatisticsRate(value, null);
    }

    private CommandException wrongStatisticsRate(String value, Exception cause) {
        return new CommandException(
                "joulescope:" + text + ": statistics-rate=" + value + " is no whole number from 1 to "
                        + FASTEST_STATISTICS_HZ,
                cause);
    }

    private String choice(String key, String usual, String other) {
        String value = values.getOrDefault(key, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw problem(key + "=" + value + " is neither " + usual + " nor " + other);
        }
        return value;
    }

    private CommandException problem(String what) {
        return new CommandException("joulescope:" + text + ": " + what);
    }
}

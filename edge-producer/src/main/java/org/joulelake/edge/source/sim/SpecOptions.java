package org.joulelake.edge.source.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;

/**
 * The parts of {@code NAME[,key=value]…}, not yet understood. Keys that may not be repeated are there at most once.
 *
 * @param text the whole
 * @param name the part before the first comma
 * @param values values by key, in the order given
 */
record SpecOptions(String text, String name, Map<String, List<String>> values) {

    private static final Set<String> REPEATABLE = Set.of("gap", "nan");
    private static final List<String> KEYS = List.of("algorithm", "rate", "seconds", "seed", "start", "gap", "nan");

    static SpecOptions split(String text) {
        String[] parts = text.split(",", -1);
        SpecOptions options = new SpecOptions(text, parts[0], new LinkedHashMap<>());
        Stream.of(parts).skip(1).forEach(options::add);
        return options;
    }

    private void add(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            throw problem("'" + option + "' is not of the form key=value");
        }
        String key = option.substring(0, equals);
        if (!KEYS.contains(key)) {
            throw problem("there is no key '" + key + "'; the keys are " + String.join(", ", KEYS));
        }
        List<String> added = Stream.concat(all(key).stream(), Stream.of(option.substring(equals + 1)))
                .toList();
        if (added.size() > 1 && !REPEATABLE.contains(key)) {
            throw problem("the key '" + key + "' is given twice");
        }
        values.put(key, added);
    }

    Optional<String> one(String key) {
        return all(key).stream().findFirst();
    }

    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    CommandException problem(String what) {
        return new CommandException("sim:" + text + ": " + what);
    }
}

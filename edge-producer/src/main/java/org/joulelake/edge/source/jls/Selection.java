package org.joulelake.edge.source.jls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.joulelake.cli.CommandException;

/** Chooses the source and the signals of a file that are read. */
final class Selection {

    private static final Logger LOG = LoggerFactory.getLogger(Selection.class);

    private final Path path;
    private final Contents contents;
    private final JlsOptions options;

    Selection(Path path, Contents contents, JlsOptions options) {
        this.path = path;
        this.contents = contents;
        this.options = options;
    }

    /** The source that is asked for, or the only one that has signals to read. */
    SourceDefinition source() {
        List<SourceDefinition> candidates = contents.signals().values().stream()
                .filter(signal -> signal.sampleType().isPresent())
                .map(SignalDefinition::sourceId)
                .distinct()
                .map(id -> contents.sources().getOrDefault(id, new SourceDefinition(id, "")))
                .filter(source -> options.source().isEmpty()
                        || isNamed(source, options.source().get()))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (candidates.size() > 1) {
            throw new CommandException(
                    path + " has several sources: " + listed(candidates) + "; choose one by its name or number");
        }
        throw new CommandException(options.source()
                .map(name -> path + " has no source '" + name + "' with signals that can be read; it has "
                        + listed(contents.sources().values().stream().toList()))
                .orElse(path + " has no signal that can be read; it has "
                        + describe(contents.signals().values().stream()
                                .filter(signal -> signal.id() != 0)
                                .toList())));
    }

    /** The device's name. */
    String device(SourceDefinition source) {
        String device = options.device().orElse(source.name());
        if (device.isBlank()) {
            throw new CommandException(path + " does not name its source: give the device a name");
        }
        return device;
    }

    /** All signals of the source that can be read, in the order of the file. */
    List<SignalDefinition> readable(SourceDefinition source) {
        List<SignalDefinition> readable = ofSource(source).stream()
                .filter(signal -> signal.sampleType().isPresent())
                .toList();
        Set<String> names = new TreeSet<>();
        for (SignalDefinition signal : readable) {
            if (!names.add(signal.name())) {
                throw new CommandException(path + " has two signals named '" + signal.name()
                        + "' in one source; they cannot be told apart");
            }
        }
        return readable;
    }

    /** Those signals that are to be handed out. */
    List<SignalDefinition> wanted(SourceDefinition source, List<SignalDefinition> readable) {
        List<SignalDefinition> all = ofSource(source);
        for (String name : new TreeSet<>(options.signals())) {
            check(name, all);
        }
        if (options.signals().isEmpty()) {
            all.stream()
                    .filter(signal -> signal.sampleType().isEmpty())
                    .forEach(signal -> LOG.info(
                            "{}: signal {} is left out; float32, u1 and u4 can be read", path, signal.description()));
            return readable;
        }
        return readable.stream()
                .filter(signal -> options.signals().contains(signal.name()))
                .toList();
    }

    private void check(String name, List<SignalDefinition> all) {
        Optional<SignalDefinition> signal =
                all.stream().filter(s -> s.name().equals(name)).findFirst();
        if (signal.isEmpty()) {
            throw new CommandException(path + " has no signal '" + name + "'; it has " + describe(all));
        }
        if (signal.get().sampleType().isEmpty()) {
            throw new CommandException(path + ": signal " + signal.get().description()
                    + " cannot be read; float32, u1 and u4 of a fixed rate can");
        }
    }

    private List<SignalDefinition> ofSource(SourceDefinition source) {
        return contents.signals().values().stream()
                .filter(signal -> signal.sourceId() == source.id() && signal.id() != 0)
                .toList();
    }

    private static boolean isNamed(SourceDefinition source, String nameOrNumber) {
        return source.name().equals(nameOrNumber) || String.valueOf(source.id()).equals(nameOrNumber);
    }

    private static String listed(List<SourceDefinition> sources) {
        return sources.stream().map(source -> source.id() + " " + source.name()).collect(Collectors.joining(", "));
    }

    private static String describe(List<SignalDefinition> signals) {
        return signals.isEmpty()
                ? "none"
                : signals.stream().map(SignalDefinition::description).collect(Collectors.joining(", "));
    }
}

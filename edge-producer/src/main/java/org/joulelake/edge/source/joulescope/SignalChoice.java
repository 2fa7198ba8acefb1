package org.joulelake.edge.source.joulescope;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;

/**
 * The signals that are wanted of one instrument.
 *
 * @param channels streams of samples
 * @param statistics whether the instrument's statistics are wanted
 */
record SignalChoice(List<Channel> channels, boolean statistics) {

    /** The set of all digital inputs that the model has. */
    static final String ALL_INPUTS = "gpi";

    /** The set of all statistics that the model has. */
    static final String STATISTICS = "statistics";

    private static final List<Channel> USUAL = List.of(Channel.CURRENT, Channel.VOLTAGE);

    /**
     * Refuses names that no model knows.
     *
     * @throws CommandException if there is one
     */
    static void check(Set<String> names) {
        for (String name : names) {
            if (!isSet(name) && Channel.of(name).isEmpty()) {
                throw new CommandException("no instrument has a signal '" + name + "'; there are "
                        + String.join(", ", known(Stream.of(Channel.values()).toList())));
            }
        }
    }

    /**
     * The choice for a model.
     *
     * @throws CommandException if it does not have a signal that is asked for by name
     */
    static SignalChoice of(Model model, Set<String> names) {
        if (names.isEmpty()) {
            return new SignalChoice(USUAL, false);
        }
        Set<Channel> channels = new LinkedHashSet<>();
        for (String name : names) {
            if (name.equals(ALL_INPUTS)) {
                model.channels().stream().filter(Channel::isInput).forEach(channels::add);
            } else if (!name.equals(STATISTICS)) {
                channels.add(named(model, name));
            }
        }
        return new SignalChoice(channels.stream().sorted().toList(), names.contains(STATISTICS));
    }

    private static Channel named(Model model, String name) {
        return Channel.of(name)
                .filter(model.channels()::contains)
                .orElseThrow(() -> new CommandException("a " + model + " has no signal '" + name + "'; it has "
                        + String.join(", ", known(model.channels()))));
    }

    /** Names of the signals that will come. */
    Set<String> signalNames(Model model) {
        Set<String> names = new LinkedHashSet<>();
        channels.forEach(channel -> names.add(channel.signalName()));
        if (statistics && model != Model.JS110) {
            names.addAll(StatisticsDecoder.signals(model));
        }
        return names;
    }

    private static boolean isSet(String name) {
        return name.equals(ALL_INPUTS) || name.equals(STATISTICS);
    }

    private static List<String> known(List<Channel> channels) {
        List<String> names =
                new ArrayList<>(channels.stream().map(Channel::signalName).toList());
        names.addAll(List.of(ALL_INPUTS, STATISTICS));
        return names;
    }
}

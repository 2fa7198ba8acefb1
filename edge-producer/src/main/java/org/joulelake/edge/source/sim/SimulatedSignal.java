package org.joulelake.edge.source.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.Signal;

/** The signals that a simulated device has. */
enum SimulatedSignal {
    CURRENT("current", "A", Chunk::current),
    VOLTAGE("voltage", "V", Chunk::voltage),
    POWER("power", "W", Chunk::power),
    CURRENT_RANGE("current_range", "", Chunk::currentRange),
    EVENT("gpi[0]", "", Chunk::event);

    private static final List<SimulatedSignal> DEFAULT = List.of(CURRENT, VOLTAGE);

    private final String signalName;
    private final String unit;
    private final Function<Chunk, float[]> samples;

    SimulatedSignal(String signalName, String unit, Function<Chunk, float[]> samples) {
        this.signalName = signalName;
        this.unit = unit;
        this.samples = samples;
    }

    /**
     * The signals of these names in the order of this enum; the default ones if there are no names.
     *
     * @throws CommandException if there is no signal of one of the names
     */
    static List<SimulatedSignal> select(String device, Set<String> names) {
        List<String> known = names();
        names.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException("sim:" + device + " has no signal '" + name + "'; its signals are "
                            + String.join(", ", known));
                });
        return names.isEmpty()
                ? DEFAULT
                : Arrays.stream(values())
                        .filter(signal -> names.contains(signal.signalName))
                        .toList();
    }

    Signal at(int rateHz) {
        return new Signal(signalName, unit, rateHz);
    }

    float[] samplesOf(Chunk chunk) {
        return samples.apply(chunk);
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(signal -> signal.signalName).toList();
    }
}

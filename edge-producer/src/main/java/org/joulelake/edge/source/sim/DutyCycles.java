package org.joulelake.edge.source.sim;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The algorithms that the simulated device can run. They do the same work in the same events. */
public final class DutyCycles {

    /** Computes at the nominal clock and sleeps with all memory retained. */
    public static final DutyCycle BASELINE = cycle("baseline", 4.2e-6, sense(3_000, 1.25e-3), compute(6_000, 7.2e-3));

    /** Computes slowly at a low core voltage and sleeps deeper: longer awake, yet less charge. */
    public static final DutyCycle DVFS_SLEEP =
            cycle("dvfs-sleep", 1.3e-6, sense(3_000, 0.98e-3), compute(11_500, 2.35e-3));

    /** Computes at the highest clock, to sleep deeper and sooner. */
    public static final DutyCycle RACE_TO_IDLE =
            cycle("race-to-idle", 1.7e-6, sense(2_600, 1.3e-3), compute(3_100, 12.4e-3));

    private static final List<DutyCycle> ALL = List.of(BASELINE, DVFS_SLEEP, RACE_TO_IDLE);

    private DutyCycles() {}

    /** The algorithm of this name, or empty if there is none. */
    public static Optional<DutyCycle> named(String name) {
        return ALL.stream().filter(cycle -> cycle.name().equals(name)).findFirst();
    }

    /** Names of all algorithms. */
    public static List<String> names() {
        return ALL.stream().map(DutyCycle::name).toList();
    }

    private static DutyCycle cycle(String name, double sleepAmperes, Phase sense, Phase compute) {
        Stream<Phase> start =
                Stream.of(new Phase("inrush", 24, 24e-3, 0.10), new Phase("start", 450, 1.9e-3, 0.05), sense, compute);
        return new DutyCycle(name, sleepAmperes, Stream.concat(start, radio()).toList());
    }

    private static Phase sense(int micros, double amperes) {
        return new Phase("sense", micros, amperes, 0.06);
    }

    private static Phase compute(int micros, double amperes) {
        return new Phase("compute", micros, amperes, 0.07);
    }

    private static Stream<Phase> radio() {
        Phase settle = new Phase("radio settle", 140, 5.4e-3, 0.03);
        Phase send = new Phase("radio send", 376, 14.8e-3, 0.01);
        Phase listen = new Phase("radio listen", 110, 9.6e-3, 0.02);
        return Stream.of(settle, send, listen, settle, send, listen, settle, send, listen);
    }
}

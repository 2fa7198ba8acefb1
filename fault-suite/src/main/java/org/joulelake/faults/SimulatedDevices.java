package org.joulelake.faults;

import java.util.List;
import java.util.stream.IntStream;

import org.joulelake.edge.source.sim.SimulationSpec;

/**
 * The devices of a run.
 *
 * @param count how many
 * @param rateHz samples per second of each of their signals, of which there are two
 * @param seconds how long they measure
 * @param seed decides what they measure
 */
record SimulatedDevices(int count, int rateHz, long seconds, long seed) {

    /** Any time would do; with one that is written down, the time of each sample can be checked too. */
    private static final String START = "2026-01-01T00:00:00Z";

    /**
     * Refuses what the simulation does.
     *
     * @throws org.joulelake.cli.CommandException if the rate or the time is out of its bounds
     */
    SimulatedDevices {
        texts(count, rateHz, seconds, seed).forEach(SimulationSpec::parse);
    }

    /** What the edge is told of each, without the scheme. */
    List<String> texts() {
        return texts(count, rateHz, seconds, seed);
    }

    List<SimulationSpec> specs() {
        return texts().stream().map(SimulationSpec::parse).toList();
    }

    private static List<String> texts(int count, int rateHz, long seconds, long seed) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        "SIM-%04d,rate=%d,seconds=%d,seed=%d,start=%s".formatted(i, rateHz, seconds, seed + i, START))
                .toList();
    }
}

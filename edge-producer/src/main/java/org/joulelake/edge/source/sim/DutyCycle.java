package org.joulelake.edge.source.sim;

import java.util.List;

/**
 * How an algorithm spends the current of its device.
 *
 * @param name name of the algorithm, such as {@code baseline}
 * @param sleepAmperes nominal current between events in A
 * @param phases what happens in an event, in order; much shorter in sum than the time between events
 */
public record DutyCycle(String name, double sleepAmperes, List<Phase> phases) {

    /** Copies the list. */
    public DutyCycle {
        phases = List.copyOf(phases);
    }
}

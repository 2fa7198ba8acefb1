package org.joulelake.faults.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that begin together, in different places.
 *
 * @param faults each is healed after its own length
 * @param calm time between the recovery from all of them and the next step
 */
public record Step(List<Fault> faults, Duration calm) {

    /** Takes a copy of the list. */
    public Step {
        faults = List.copyOf(faults);
    }

    /** The faults in words. */
    @Override
    public String toString() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("; with it: "));
    }
}

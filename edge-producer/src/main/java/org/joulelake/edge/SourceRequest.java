package org.joulelake.edge;

import java.util.Optional;
import java.util.Set;

/**
 * A source as its user asks for it.
 *
 * @param spec scheme and rest, such as {@code jls:bench.jls} or {@code sim:SIM-0001,algorithm=baseline}
 * @param device name of the device instead of the one that the source has
 * @param algorithm name of the algorithm that the device ran; empty for the source's own, if it has one
 * @param signals names of the signals wanted; empty for the source's usual ones
 */
public record SourceRequest(String spec, Optional<String> device, Optional<String> algorithm, Set<String> signals) {

    /** Takes a copy of the set. */
    public SourceRequest {
        signals = Set.copyOf(signals);
    }
}

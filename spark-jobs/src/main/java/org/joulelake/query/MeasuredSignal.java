package org.joulelake.query;

import java.util.List;
import java.util.Optional;

/**
 * A signal of a question, in one unit.
 *
 * @param parts its blocks, by its name
 * @param computed samples of sessions that have no blocks of it, as {@link Parts#samples} has them
 */
record MeasuredSignal(String name, Parts parts, Optional<String> computed) {

    /**
     * A signal by its name.
     *
     * @throws QueryException if the lake does not have it, or in two units
     */
    static MeasuredSignal of(Question question, Power power, String name) {
        boolean isPower = name.equals(Power.SIGNAL);
        List<Extent> extents = isPower ? power.extents() : Extent.of(power.parts(), name);
        if (extents.isEmpty()) {
            KnownNames.requireAny(question, isPower ? List.of(name, Power.CURRENT) : List.of(name));
        }
        Extent.requireOneUnit(extents);
        return new MeasuredSignal(name, power.parts(), isPower ? power.products() : Optional.empty());
    }

    /** All its blocks. */
    String blocks() {
        return parts.all(name);
    }

    /** All its samples, as {@link Parts#samples} has them. */
    String samples() {
        String stored = Parts.samples(blocks());
        return computed.map(samples -> stored + " UNION ALL " + samples).orElse(stored);
    }
}

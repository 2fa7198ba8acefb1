package org.joulelake.edge.source.joulescope;

/**
 * Consecutive samples as the driver sent them.
 *
 * @param signal name of the signal
 * @param unit of the samples
 * @param firstId id of the first; sample k has {@code firstId + k * idsPerSample}
 * @param idsPerSample ids from a sample to the next
 * @param idRateHz ids a second, nominal
 * @param packed the samples
 * @param timeMap the driver's idea of the time of ids
 * @param arrivalNanos when they came, by {@link System#nanoTime}
 * @param droppedBefore how many before them were dropped here, and counted
 */
record Samples(
        String signal,
        String unit,
        long firstId,
        long idsPerSample,
        long idRateHz,
        Packed packed,
        TimeMap timeMap,
        long arrivalNanos,
        long droppedBefore) {

    /** How many. */
    int count() {
        return packed.count();
    }

    /** Id behind the last sample. */
    long endId() {
        return firstId + count() * idsPerSample;
    }

    /** Samples a second. */
    double rateHz() {
        return (double) idRateHz / idsPerSample;
    }
}

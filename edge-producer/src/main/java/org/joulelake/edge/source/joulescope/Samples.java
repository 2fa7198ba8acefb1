package org.joulelake.edge.source.joulescope;

/**
 * Consecutive samples as the driver sent them.
 *
 * @param signal name of the signal
 * @param unit of the samples
 * @param firstId id of the first; sample k has {@code firstId + k * idsPerSample}
 * @param idsPerSample ids from a sample to the next
 * @param idRateHz ids a second, nominal
 * @param values the samples
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
        float[] values,
        TimeMap timeMap,
        long arrivalNanos,
        long droppedBefore) {

    /** Id behind the last sample. */
    long endId() {
        return firstId + values.length * idsPerSample;
    }

    /** Samples a second. */
    double rateHz() {
        return (double) idRateHz / idsPerSample;
    }
}

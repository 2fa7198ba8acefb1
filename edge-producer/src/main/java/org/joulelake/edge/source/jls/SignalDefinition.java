package org.joulelake.edge.source.jls;

import java.util.Optional;

import org.joulelake.edge.source.Signal;

/**
 * A signal as a recording defines it.
 *
 * @param id its number in the file
 * @param sourceId the source that it belongs to
 * @param fixedRate whether it has a sample rate; otherwise each of its values carries a time
 * @param dataType code of the data type
 * @param sampleRateHz samples per second
 * @param samplesPerChunk samples of a full chunk of samples
 * @param samplesPerEntry samples that an entry of the lowest summary sums up
 * @param name such as {@code current}
 * @param unit may be empty
 */
record SignalDefinition(
        int id,
        int sourceId,
        boolean fixedRate,
        int dataType,
        long sampleRateHz,
        long samplesPerChunk,
        long samplesPerEntry,
        String name,
        String unit) {

    /** How its samples are read, or empty if they cannot be. */
    Optional<SampleType> sampleType() {
        return fixedRate && sampleRateHz > 0 ? SampleType.of(dataType) : Optional.empty();
    }

    Signal signal() {
        return new Signal(name, unit, sampleRateHz);
    }

    /** Name, data type and rate, in words for a user. */
    String description() {
        return name + " (" + (fixedRate ? SampleType.name(dataType) + ", " + sampleRateHz + " Hz" : "no fixed rate")
                + ")";
    }
}

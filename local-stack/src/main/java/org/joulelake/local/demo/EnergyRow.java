package org.joulelake.local.demo;

import java.util.Map;

import org.joulelake.edge.SourceSummary;

/**
 * What one device used while it ran one algorithm.
 *
 * @param device name of the device
 * @param algorithm name of the algorithm
 * @param session UUID of the capture
 * @param seconds length of the capture
 * @param samples samples of all its signals
 * @param joules energy, the sum of current times voltage over the samples that have both, times the sample interval;
 *     NaN where one of the two was not captured
 * @param networkBytesPerSample bytes of its messages for each sample
 * @param lakeBytesPerSample bytes of the data files of this device and algorithm for each sample
 */
record EnergyRow(
        String device,
        String algorithm,
        String session,
        double seconds,
        long samples,
        double joules,
        double networkBytesPerSample,
        double lakeBytesPerSample) {

    /** From what was published and what the lake answered. */
    static EnergyRow of(SourceSummary source, Map<String, Double> joules, Map<String, Double> lakeBytesPerSample) {
        double seconds = source.streams().stream()
                .mapToDouble(counts -> counts.samples() / counts.stream().sampleRateHz())
                .max()
                .orElse(0);
        return new EnergyRow(
                source.device(),
                source.algorithm(),
                source.session().toString(),
                seconds,
                source.samples(),
                joules.getOrDefault(source.session().toString(), Double.NaN),
                (double) source.messageBytes() / source.samples(),
                lakeBytesPerSample.getOrDefault(source.device() + "/" + source.algorithm(), Double.NaN));
    }

    double meanWatts() {
        return joules / seconds;
    }

    /** How much less power this used than another, in percent of the other; negative if it used more. */
    double savingPercent(EnergyRow reference) {
        return 100 * (1 - meanWatts() / reference.meanWatts());
    }
}

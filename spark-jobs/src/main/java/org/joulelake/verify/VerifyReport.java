package org.joulelake.verify;

import java.time.Duration;
import java.util.List;

/**
 * What a check has found.
 *
 * @param files files that were read
 * @param blocks blocks that were checked, the derived ones included
 * @param samples their samples; derived blocks have none
 * @param missing samples of them that are missing, as NaN
 * @param derivedBlocks blocks whose samples were computed again from those of other blocks
 * @param derivedSamples how many those would be
 * @param gaps places where samples are missing between blocks, which the instrument had lost
 * @param gapSamples samples that are missing there
 * @param bytes size of the files
 * @param recordsCompared records of the topic that were looked up in the lake
 * @param duration how long it took
 * @param findings what is wrong, at most as many as were asked for
 * @param findingCount how much is wrong
 */
public record VerifyReport(
        long files,
        long blocks,
        long samples,
        long missing,
        long derivedBlocks,
        long derivedSamples,
        long gaps,
        long gapSamples,
        long bytes,
        long recordsCompared,
        Duration duration,
        List<String> findings,
        long findingCount) {

    /** Whether nothing is wrong. */
    public boolean isIntact() {
        return findingCount == 0;
    }

    /** Samples checked in a second. */
    public double samplesPerSecond() {
        return samples * 1e3 / Math.max(1, duration.toMillis());
    }
}

package org.joulelake.faults;

import java.time.Duration;

import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.QuarantineCheck;

/**
 * What was found at the end of a run.
 *
 * @param lake what {@code power.blocks} has of what was measured
 * @param topic the same of the topic
 * @param quarantine what {@code power.quarantine} has of the messages that are no blocks
 * @param reported what the edge has logged as lost
 * @param longestStall longest time between two commits
 * @param verifyExit exit code of {@code joulelake verify --against-topic}, which was told how many samples there must be
 * @param viewSamples rows of {@code power.samples}, by {@code joulelake sql}
 * @param viewGaps samples between the blocks of a stream that no block has, by {@code joulelake sql}
 */
record Examined(
        CheckResult lake,
        CheckResult topic,
        QuarantineCheck quarantine,
        ReportedLosses reported,
        Duration longestStall,
        int verifyExit,
        long viewSamples,
        long viewGaps) {

    private static final int VERIFY_INTACT = 0;
    private static final int VERIFY_FINDINGS = 3;

    /** Whether all that was measured, but what the edge has reported, is in the lake once, and all that says so agrees. */
    boolean passed() {
        return lake.isUnspoiled()
                && topic.isUnspoiled()
                && topic.outOfOrder() == 0
                && lake.repeats() == 0
                && lossesAgree()
                && quarantine.passed()
                && verifyExit == (lake.blocksLost() == 0 ? VERIFY_INTACT : VERIFY_FINDINGS)
                && viewSamples == lake.samplesSent() - lake.samplesLost()
                && viewGaps == lake.samplesLost();
    }

    /**
     * Each loss is reported, and each reported block that has a name is lost. One that the edge could no longer name may be
     * there: the newest of a stream is read again from a recording.
     */
    private boolean lossesAgree() {
        boolean sameSamples = reported.unnamed() == 0
                ? lake.samplesLost() == reported.namedSamples()
                : lake.samplesLost() >= reported.namedSamples();
        return sameSamples
                && lake.blocksLost() <= reported.blocks()
                && lake.blocksLost() >= reported.blocks() - reported.unnamed()
                && topic.blocksLost() == lake.blocksLost()
                && topic.samplesLost() == lake.samplesLost();
    }
}

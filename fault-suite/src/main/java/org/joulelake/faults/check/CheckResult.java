package org.joulelake.faults.check;

/**
 * What a topic, or a table, has of what it should have.
 *
 * @param samplesSent samples that the sources handed out
 * @param samplesLost of these, the samples that no block there has
 * @param blocksLost sequence numbers below the highest that no block has
 * @param samplesAltered samples whose bits or time are others than at the source, that the source does not have, or that
 *     come again under another sequence number
 * @param repeats blocks whose stream and sequence number had come before
 * @param differingRepeats of these, the blocks that are another message than the first one
 * @param outOfOrder blocks that first came after one of a higher sequence number, or in another partition
 * @param unreadable records that are no block, by the block reader
 * @param foreign blocks of no source that should be there: another device, signal, session, unit, rate or key
 * @param longestStallMillis longest time between two appends to a partition in succession
 * @param samplesDerived of the samples that are there, those of derived blocks, which have none of their own
 */
public record CheckResult(
        long samplesSent,
        long samplesLost,
        long blocksLost,
        long samplesAltered,
        long repeats,
        long differingRepeats,
        long outOfOrder,
        long unreadable,
        long foreign,
        long longestStallMillis,
        long samplesDerived) {

    static final CheckResult NONE = new CheckResult(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static CheckResult foreign(long blocks) {
        return new CheckResult(0, 0, 0, 0, 0, 0, 0, 0, blocks, 0, 0);
    }

    CheckResult plus(CheckResult other) {
        return new CheckResult(
                samplesSent + other.samplesSent,
                samplesLost + other.samplesLost,
                blocksLost + other.blocksLost,
                samplesAltered + other.samplesAltered,
                repeats + other.repeats,
                differingRepeats + other.differingRepeats,
                outOfOrder + other.outOfOrder,
                unreadable + other.unreadable,
                foreign + other.foreign,
                Math.max(longestStallMillis, other.longestStallMillis),
                samplesDerived + other.samplesDerived);
    }

    /** Whether what is there is as it was, and nothing else is there. Repeats are allowed if they are the same message. */
    public boolean isUnspoiled() {
        return samplesAltered == 0 && differingRepeats == 0 && unreadable == 0 && foreign == 0;
    }

    /** Whether each sample is there, as it was, in its order. Repeats are allowed if they are the same message. */
    public boolean passed() {
        return isUnspoiled() && samplesLost == 0 && blocksLost == 0 && outOfOrder == 0;
    }
}

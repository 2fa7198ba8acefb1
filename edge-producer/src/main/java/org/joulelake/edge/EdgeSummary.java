package org.joulelake.edge;

import java.util.List;

import org.joulelake.edge.spool.SpoolCounts;

/**
 * What became of a run.
 *
 * @param sources what became of each source
 * @param unsentMessages messages that are in the spool but not acknowledged by Kafka; a later run sends them
 * @param asideMessages messages that the topic refuses for what they are, in the spool's folder for them
 * @param lost messages, of this run or an earlier one, that the spool has lost
 */
public record EdgeSummary(List<SourceSummary> sources, long unsentMessages, long asideMessages, SpoolCounts lost) {

    /** Takes a copy of the list. */
    public EdgeSummary {
        sources = List.copyOf(sources);
    }

    /** Samples of all sources that the spool did not accept. */
    public long droppedSamples() {
        return sources.stream().mapToLong(SourceSummary::droppedSamples).sum();
    }

    /** Whether Kafka has acknowledged every sample that was read, and all that the spool had before. */
    public boolean complete() {
        return unsentMessages == 0 && asideMessages == 0 && lost.lostMessages() == 0 && droppedSamples() == 0;
    }
}

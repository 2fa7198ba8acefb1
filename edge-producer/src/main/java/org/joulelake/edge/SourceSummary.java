package org.joulelake.edge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What became of one source; of an instrument, in all its sessions, the last of which is named.
 *
 * @param device name of the device
 * @param algorithm name of the algorithm; empty where none was given
 * @param session UUID of its session
 * @param streams what was published of each signal
 * @param samplesRead samples that the source handed out, with those of power that was made from them
 * @param droppedBySource samples that the source has dropped, as it was not read fast enough
 * @param losses samples that were missing or damaged before they came to us, in words
 */
public record SourceSummary(
        String device,
        String algorithm,
        UUID session,
        List<StreamCounts> streams,
        long samplesRead,
        long droppedBySource,
        List<String> losses) {

    /** Takes copies of the lists. */
    public SourceSummary {
        streams = List.copyOf(streams);
        losses = List.copyOf(losses);
    }

    /** Samples that the source had, or handed out, but that the spool did not accept. */
    public long droppedSamples() {
        return samplesRead - samples() - derivedSamples() + droppedBySource;
    }

    /**
     * This session and the next one of the same device, as one. What the source itself has counted, it has counted over all
     * its sessions.
     */
    SourceSummary followedBy(SourceSummary next) {
        Map<String, StreamCounts> counts = new TreeMap<>();
        streams.forEach(count -> counts.put(count.name(), count));
        next.streams.forEach(count -> counts.merge(count.name(), count, StreamCounts::followedBy));
        return new SourceSummary(
                next.device,
                next.algorithm,
                next.session,
                List.copyOf(counts.values()),
                samplesRead + next.samplesRead,
                next.droppedBySource,
                next.losses);
    }

    /** Blocks of all signals, the derived ones included. */
    public long blocks() {
        return streams.stream().mapToLong(StreamCounts::blocks).sum();
    }

    /** Samples of all signals that were sent; derived ones were not. */
    public long samples() {
        return samples(false);
    }

    /** Samples that were not sent, as they can be computed from others. */
    public long derivedSamples() {
        return samples(true);
    }

    private long samples(boolean derived) {
        return streams.stream()
                .filter(counts -> counts.derived() == derived)
                .mapToLong(StreamCounts::samples)
                .sum();
    }

    /** Bytes of the messages of all signals. */
    public long messageBytes() {
        return streams.stream().mapToLong(StreamCounts::messageBytes).sum();
    }
}

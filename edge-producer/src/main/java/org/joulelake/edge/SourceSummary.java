package org.joulelake.edge;

import java.util.List;
import java.util.UUID;

/**
 * What became of one source.
 *
 * @param device name of the device
 * @param algorithm name of the algorithm; empty where none was given
 * @param session UUID of its session
 * @param streams what was published of each signal
 * @param samplesRead samples that the source handed out
 * @param losses samples that were missing or damaged before they came to us, in words
 */
public record SourceSummary(
        String device,
        String algorithm,
        UUID session,
        List<StreamCounts> streams,
        long samplesRead,
        List<String> losses) {

    /** Takes copies of the lists. */
    public SourceSummary {
        streams = List.copyOf(streams);
        losses = List.copyOf(losses);
    }

    /** Samples that the source handed out but that the spool did not accept. */
    public long droppedSamples() {
        return samplesRead - samples();
    }

    /** Blocks of all signals. */
    public long blocks() {
        return streams.stream().mapToLong(StreamCounts::blocks).sum();
    }

    /** Samples of all signals. */
    public long samples() {
        return streams.stream().mapToLong(StreamCounts::samples).sum();
    }

    /** Bytes of the messages of all signals. */
    public long messageBytes() {
        return streams.stream().mapToLong(StreamCounts::messageBytes).sum();
    }
}

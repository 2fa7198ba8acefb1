package org.joulelake.edge;

/**
 * How far a run is.
 *
 * @param blocks blocks that the spool accepted
 * @param samples their samples; those of derived blocks are none of them
 * @param messageBytes bytes of their messages
 * @param backlog messages in the spool that Kafka has not acknowledged
 */
public record EdgeProgress(long blocks, long samples, long messageBytes, long backlog) {

    static final EdgeProgress NONE = new EdgeProgress(0, 0, 0, 0);

    EdgeProgress plus(EdgeProgress other) {
        return new EdgeProgress(
                blocks + other.blocks,
                samples + other.samples,
                messageBytes + other.messageBytes,
                backlog + other.backlog);
    }

    EdgeProgress withBacklog(long messages) {
        return new EdgeProgress(blocks, samples, messageBytes, messages);
    }

    /** Bytes of a message against the float32 samples in it; 1 where nothing was published. */
    public double ratio() {
        return samples == 0 ? 1 : (double) messageBytes / (samples * Float.BYTES);
    }
}

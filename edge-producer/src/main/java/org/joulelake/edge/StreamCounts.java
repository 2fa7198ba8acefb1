package org.joulelake.edge;

import org.joulelake.block.SampleStream;

/**
 * What was published of one signal in one session, in one form.
 *
 * @param stream the stream
 * @param derived whether the samples were not sent, as they can be computed
 * @param blocks blocks that the spool accepted
 * @param samples their samples
 * @param messageBytes bytes of their messages
 */
public record StreamCounts(SampleStream stream, boolean derived, long blocks, long samples, long messageBytes) {

    /** The counts of no block. */
    static StreamCounts none(SampleStream stream, boolean derived) {
        return new StreamCounts(stream, derived, 0, 0, 0);
    }

    /** Name of the signal, with a word where it is derived. */
    public String name() {
        return derived ? stream.signal() + " (derived)" : stream.signal();
    }

    /** This stream and the one of the next session, as one. */
    StreamCounts followedBy(StreamCounts next) {
        return new StreamCounts(
                next.stream, derived, blocks + next.blocks, samples + next.samples, messageBytes + next.messageBytes);
    }

    /** The counts of both forms of one stream. */
    public StreamCounts plus(StreamCounts other) {
        return new StreamCounts(
                stream,
                derived && other.derived,
                blocks + other.blocks,
                samples + other.samples,
                messageBytes + other.messageBytes);
    }

    StreamCounts plus(int blockSamples, int blockBytes) {
        return new StreamCounts(stream, derived, blocks + 1, samples + blockSamples, messageBytes + blockBytes);
    }
}

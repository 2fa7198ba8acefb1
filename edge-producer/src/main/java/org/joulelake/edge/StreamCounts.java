package org.joulelake.edge;

import org.joulelake.block.SampleStream;

/**
 * What was published of one signal in one session.
 *
 * @param stream the stream
 * @param blocks blocks that the spool accepted
 * @param samples their samples
 * @param messageBytes bytes of their messages
 */
public record StreamCounts(SampleStream stream, long blocks, long samples, long messageBytes) {

    /** This stream and the one of the next session, as one. */
    StreamCounts followedBy(StreamCounts next) {
        return new StreamCounts(
                next.stream, blocks + next.blocks, samples + next.samples, messageBytes + next.messageBytes);
    }

    StreamCounts plus(int blockSamples, int blockBytes) {
        return new StreamCounts(stream, blocks + 1, samples + blockSamples, messageBytes + blockBytes);
    }
}

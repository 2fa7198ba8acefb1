package org.joulelake.edge.assemble;

import java.util.Arrays;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.session.StreamPosition;

/** The block of one signal that is being filled. */
final class OpenBlock {

    private final SampleStream stream;
    private final int length;
    private float[] samples;
    private int count;
    private long firstSample;
    private long sequence;
    private long lastFillNanos;

    OpenBlock(SampleStream stream, int length, StreamPosition position) {
        this.stream = stream;
        firstSample = position.nextSample();
        sequence = position.nextSequence();
        this.length = length;
        samples = new float[length];
    }

    long firstSample() {
        return firstSample;
    }

    /** Index of the sample that is expected next. */
    long endSample() {
        return firstSample + count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether the block has come to a multiple of its length. */
    boolean isFull() {
        return count > 0 && endSample() % length == 0;
    }

    /** Whether samples wait in it and none has come since then. */
    boolean isIdleSince(long nanos) {
        return count > 0 && lastFillNanos - nanos <= 0;
    }

    /** Lets the empty block begin at another sample. */
    void moveTo(long sample) {
        firstSample = sample;
    }

    /** Takes samples from this offset on, up to the end of the block, and returns how many. */
    int fill(float[] source, int offset, long nowNanos) {
        lastFillNanos = nowNanos;
        int room = (int) (length - endSample() % length);
        int taken = Math.min(room, source.length - offset);
        System.arraycopy(source, offset, samples, count, taken);
        count += taken;
        return taken;
    }

    /** The block; the next one begins where it ends. */
    SampleBlock close(long startNanos) {
        float[] content = count == length ? samples : Arrays.copyOf(samples, count);
        SampleBlock block = SampleBlock.of(stream, sequence, firstSample, startNanos, content);
        if (content == samples) {
            samples = new float[length];
        }
        firstSample += count;
        sequence++;
        count = 0;
        return block;
    }
}

package org.joulelake.faults.live;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.SampleBlock;

/**
 * One stream of the stub as it came: must have no gap, and the same samples again after 2^20 of them, as the stub's tables
 * are that long.
 */
final class LiveStream {

    private static final int PERIOD = 1 << 20;

    private final int[] first = new int[PERIOD];
    private long known;
    private long nextSequence;
    private long nextSample;
    private long samples;
    private long missing;
    private long altered;
    private long repeats;

    /** Takes the next block of the topic. */
    void accept(SampleBlock block) {
        BlockHeader header = block.header();
        if (header.sequence() < nextSequence) {
            repeats++;
            return;
        }
        missing += header.firstSample() - nextSample;
        nextSequence = header.sequence() + 1;
        nextSample = header.endSample();
        samples += block.samples().length;
        compare(header.firstSample(), block.samples());
    }

    private void compare(long firstSample, float... values) {
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int slot = (int) ((firstSample + i) % PERIOD);
            if (known < PERIOD) {
                first[slot] = bits;
                known++;
            } else if (first[slot] != bits) {
                altered++;
            }
        }
    }

    long samples() {
        return samples;
    }

    long missing() {
        return missing;
    }

    long altered() {
        return altered;
    }

    long repeats() {
        return repeats;
    }
}

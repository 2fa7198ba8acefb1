package org.joulelake.faults.live;

import java.util.Arrays;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.SampleBlock;

/**
 * One stream of the stub as it came: must have no gap, and the same samples again after 2^20 of them, as the stub's tables
 * are that long.
 */
final class LiveStream {

    private static final int PERIOD = 1 << 20;

    /** The samples of the first period; NaN where none has come yet, as the stub sends none. */
    private final float[] first = new float[PERIOD];

    private long nextSequence;
    private long nextSample;
    private long samples;
    private long missing;
    private long altered;
    private long repeats;

    LiveStream() {
        Arrays.fill(first, Float.NaN);
    }

    /** Takes the next block of the topic. A signal may begin later than others of its session. */
    void accept(SampleBlock block) {
        BlockHeader header = block.header();
        if (header.sequence() < nextSequence) {
            repeats++;
            return;
        }
        if (header.sequence() > 0) {
            missing += header.firstSample() - nextSample;
        }
        nextSequence = header.sequence() + 1;
        nextSample = header.endSample();
        samples += block.samples().length;
        compare(header.firstSample(), block.samples());
    }

    private void compare(long firstSample, float... values) {
        int at = 0;
        while (at < values.length) {
            int slot = (int) ((firstSample + at) % PERIOD);
            int count = Math.min(PERIOD - slot, values.length - at);
            if (!Arrays.equals(first, slot, slot + count, values, at, at + count)) {
                compareEach(slot, values, at, count);
            }
            at += count;
        }
    }

    private void compareEach(int slot, float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            float known = first[slot + i];
            if (Float.isNaN(known)) {
                first[slot + i] = values[from + i];
            } else if (Float.floatToRawIntBits(known) != Float.floatToRawIntBits(values[from + i])) {
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

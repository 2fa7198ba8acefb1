package org.joulelake.edge.power;

import java.util.ArrayDeque;
import java.util.Deque;

import org.joulelake.edge.source.SampleRun;

/** Runs of one signal in their order, of which the first samples are taken away again and again. */
final class HeldRuns {

    private final Deque<SampleRun> runs = new ArrayDeque<>();

    /** Samples of the first run that were taken. */
    private int taken;

    private long held;
    private long end;

    void add(SampleRun run) {
        if (run.samples().length > 0) {
            runs.add(run);
        }
        held += run.samples().length;
        end = run.firstSample() + run.samples().length;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Index of the first sample that is held. */
    long first() {
        return runs.element().firstSample() + taken;
    }

    /** How many samples without a gap are held from the first one on, at least. */
    int length() {
        return runs.element().samples().length - taken;
    }

    /** One of the first samples. */
    float sample(int index) {
        return runs.element().samples()[taken + index];
    }

    /** How many samples are held. */
    long held() {
        return held;
    }

    /** Index after the last sample that has come. */
    long end() {
        return end;
    }

    /** Takes so many of the first samples away, not more than {@link #length}. */
    void take(int samples) {
        taken += samples;
        held -= samples;
        if (length() == 0) {
            runs.remove();
            taken = 0;
        }
    }

    /** Takes the samples before this one away; tells how many they were. */
    long skipTo(long sample) {
        long before = held;
        while (!isEmpty() && first() < sample) {
            take((int) Math.min(length(), sample - first()));
        }
        return before - held;
    }

    /** Takes samples away until not more than so many are left; tells how many they were. */
    long shortenTo(long most) {
        long before = held;
        while (held > most) {
            take((int) Math.min(length(), held - most));
        }
        return before - held;
    }
}

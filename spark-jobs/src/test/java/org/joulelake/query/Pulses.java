package org.joulelake.query;

import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.TestBlocks;

/** Recordings with events that are hard to find. */
final class Pulses {

    static final double RATE_HZ = 3e6 / 7;
    static final int BLOCK = 500;
    static final int SAMPLES = 40 * BLOCK + 123;

    private Pulses() {}

    /** Levels 0 and 1 that change now and then, with noise that comes to the thresholds, and samples that are missing. */
    static Recording recording(String device, String signal, UUID session, int blockSamples, IntPredicate isKept) {
        Random random = new Random(signal.hashCode());
        float[] values = new float[SAMPLES];
        float level = 0;
        for (int i = 0; i < SAMPLES; i++) {
            level = random.nextInt(600) == 0 ? 1 - level : level;
            boolean missing = i / BLOCK == 20 || random.nextInt(1_500) == 0;
            boolean quiet = i / (5 * BLOCK) % 2 == 1;
            values[i] = missing ? Float.NaN : level + (quiet ? 0.1f : 0.3f) * (float) random.nextGaussian();
        }
        SampleStream stream = new SampleStream(device, "a", signal, TestBlocks.unit(signal), session, RATE_HZ);
        return new Recording(stream, TestBlocks.START_NANOS, values, blockSamples, isKept);
    }
}

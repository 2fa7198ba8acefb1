package org.joulelake.ingest.block;

/** Finds NaNs that are not the one that {@link Float#NaN} is; their other bits may mean something to somebody. */
final class NanPayloads {

    private static final int CANONICAL = Float.floatToRawIntBits(Float.NaN);

    private NanPayloads() {}

    static boolean in(float[] samples) {
        for (float sample : samples) {
            if (Float.isNaN(sample) && Float.floatToRawIntBits(sample) != CANONICAL) {
                return true;
            }
        }
        return false;
    }
}

package org.joulelake.ingest;

import java.util.UUID;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

/** Blocks for tests: a current of an instrument unless said otherwise. */
public final class TestBlocks {

    /** Sample rate of all blocks here, in Hz. */
    public static final double RATE_HZ = 1e6;

    /** Start of the streams here: 2026-01-02T03:04:05Z, in nanoseconds since the Unix epoch. */
    public static final long START_NANOS = 1_767_323_045_000_000_000L;

    private static final long NANOS_PER_SAMPLE = 1_000;

    private TestBlocks() {}

    /** A stream of currents of a session of its own. */
    public static SampleStream stream(String device, String algorithm) {
        return stream(device, algorithm, "current", "A");
    }

    /** A stream of a session of its own. */
    public static SampleStream stream(String device, String algorithm, String signal, String unit) {
        return new SampleStream(device, algorithm, signal, unit, UUID.randomUUID(), RATE_HZ);
    }

    /** In what a signal is measured: A, V or W, or in nothing. */
    public static String unit(String signal) {
        return switch (signal) {
            case "current" -> "A";
            case "voltage" -> "V";
            case "power" -> "W";
            default -> "";
        };
    }

    /** A block that begins a stream. */
    public static SampleBlock block(float... samples) {
        return SampleBlock.of(stream("JS220-000001", "baseline"), 0, 0, START_NANOS, samples);
    }

    /** Block {@code sequence} of a stream whose blocks all have as many samples as this one. */
    public static SampleBlock block(SampleStream stream, long sequence, float... samples) {
        long first = sequence * samples.length;
        return SampleBlock.of(stream, sequence, first, START_NANOS + first * NANOS_PER_SAMPLE, samples);
    }

    /** Raw bits of samples. */
    public static int[] bits(float... samples) {
        int[] bits = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bits[i] = Float.floatToRawIntBits(samples[i]);
        }
        return bits;
    }
}

package org.joulelake.benchmarks;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Shapes of samples that codecs differ on. Made up, but with as many distinct values as recordings have. */
public enum Waveform {
    /** A duty cycle on the lattice of a JS110: two current ranges, 14 bits each, about 660 distinct values. */
    LATTICE_CURRENT(new DutyCycle()),
    /** A steady voltage on a lattice: about 15 distinct values. */
    LATTICE_VOLTAGE(random -> (Math.round(3.3 / 1.2e-3 + 1.6 * random.nextGaussian())) * 1.2e-3),
    /** A JS220: calibrated to floats that hardly ever repeat. */
    FLOAT_NOISE(random -> 1e-3 + 1e-5 * random.nextGaussian()),
    /** A digital input that changes each 10,000 samples. */
    INPUT(new Input()),
    /** A signal that stands still. */
    CONSTANT(random -> 0.25);

    private final ToDoubleFunction<Random> next;

    Waveform(ToDoubleFunction<Random> next) {
        this.next = next;
    }

    /** So many samples, the same ones at every call. */
    public float[] samples(int count) {
        Random random = new Random(1);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) next.applyAsDouble(random);
        }
        return samples;
    }

    /** One bit. */
    private static final class Input implements ToDoubleFunction<Random> {

        private static final int HALF_PERIOD = 10_000;

        private int position;

        @Override
        public double applyAsDouble(Random random) {
            return position++ / HALF_PERIOD % 2;
        }
    }

    /** Long sleeps in the fine range, short bursts in the coarse one, noise of some codes in both. */
    private static final class DutyCycle implements ToDoubleFunction<Random> {

        private static final int PERIOD = 20_000;
        private static final int BURST = 2_000;
        private static final double FINE_AMPERES = 1e-8;
        private static final double COARSE_AMPERES = 1e-6;

        private int position;

        @Override
        public double applyAsDouble(Random random) {
            boolean burst = position++ % PERIOD < BURST;
            return burst
                    ? Math.round(9_000 + 100 * random.nextGaussian()) * COARSE_AMPERES
                    : Math.round(300 + 12 * random.nextGaussian()) * FINE_AMPERES;
        }
    }
}

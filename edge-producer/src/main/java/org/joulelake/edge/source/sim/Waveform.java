package org.joulelake.edge.source.sim;

import java.util.Arrays;

/** The device's samples in order, without gaps and without end. */
final class Waveform {

    /** Noise of the load's current as a fraction of the current. */
    private static final double LOAD_NOISE = 0.004;

    private static final int VOLTAGE_NOISE_BIT = 32;

    private final Part part;
    private final LoadTimeline timeline;
    private final Converter converter;
    private final RandomStream noiseBits;
    private final NoiseTable noise = new NoiseTable();
    private Level level = new Level(0, 0, false);

    Waveform(SimulationSpec spec) {
        RandomStream run = new RandomStream(spec.seed());
        part = Part.named(spec.device());
        timeline = new LoadTimeline(spec.algorithm(), part, spec.clock(), run.child("events"));
        converter = new Converter(part);
        noiseBits =
                run.child("noise").child(spec.device()).child(spec.algorithm().name());
    }

    /** These samples, which must not begin before the end of those that were asked for last. */
    Chunk read(long firstSample, int size) {
        Chunk chunk = Chunk.allocate(firstSample, size);
        int filled = 0;
        while (filled < size) {
            while (level.endSample() <= firstSample + filled) {
                level = timeline.next();
            }
            int end = (int) Math.min(size, level.endSample() - firstSample);
            fill(chunk, filled, end);
            filled = end;
        }
        return chunk;
    }

    private void fill(Chunk chunk, int from, int to) {
        int range = converter.rangeFor(level.amperes());
        Arrays.fill(chunk.currentRange(), from, to, range);
        Arrays.fill(chunk.event(), from, to, level.awake() ? 1 : 0);
        double ownNoise = LOAD_NOISE * level.amperes();
        double volts = part.voltsAt(level.amperes());
        convert(
                chunk,
                from,
                to,
                NoisySetpoint.of(converter.current(range), level.amperes(), ownNoise),
                NoisySetpoint.of(converter.voltage(), volts, part.batteryOhms() * ownNoise));
    }

    private void convert(Chunk chunk, int from, int to, NoisySetpoint amperes, NoisySetpoint volts) {
        float[] current = chunk.current();
        float[] voltage = chunk.voltage();
        for (int i = from; i < to; i++) {
            long bits = noiseBits.bits(chunk.firstSample() + i);
            current[i] = amperes.sample(noise.pick(bits));
            voltage[i] = volts.sample(noise.pick(bits >>> VOLTAGE_NOISE_BIT));
        }
    }
}

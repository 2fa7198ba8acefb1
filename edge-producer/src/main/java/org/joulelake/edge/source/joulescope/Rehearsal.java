package org.joulelake.edge.source.joulescope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/**
 * Plays an instrument, as fast as it is read, so that Java compiles what a real one needs before that one sends. Of its
 * signals, each takes another way: codes of a converter, floats without a pattern, the product of both, nibbles, bits.
 */
public final class Rehearsal implements Source {

    private static final int RATE_HZ = 1_000_000;
    private static final int RUN_SAMPLES = RATE_HZ / 20;

    private final List<Played> played;
    private final int runs;
    private int handedOut;

    private record Played(Signal signal, Packed samples) {}

    /** An instrument that measures for so long. */
    public Rehearsal(int seconds) {
        runs = seconds * RATE_HZ / RUN_SAMPLES;
        Random random = new Random(1);
        float[] current = new float[RUN_SAMPLES];
        float[] voltage = new float[RUN_SAMPLES];
        float[] power = new float[RUN_SAMPLES];
        for (int i = 0; i < RUN_SAMPLES; i++) {
            current[i] = Math.round(300 + 12 * random.nextGaussian()) * 1e-6f;
            voltage[i] = (float) (3.3 + 1e-3 * random.nextGaussian());
            power[i] = current[i] * voltage[i];
        }
        played = new ArrayList<>();
        play(Channel.CURRENT, Packed.of(current));
        play(Channel.VOLTAGE, Packed.of(voltage));
        play(Channel.POWER, Packed.of(power));
        play(Channel.CURRENT_RANGE, new Packed(ElementType.U4, halfZero(RUN_SAMPLES / 2), 0, RUN_SAMPLES));
        play(Channel.GPI_0, new Packed(ElementType.U1, halfZero(RUN_SAMPLES / 8), 0, RUN_SAMPLES));
    }

    private void play(Channel channel, Packed samples) {
        played.add(new Played(new Signal(channel.signalName(), channel.unit(), RATE_HZ), samples));
    }

    private static byte[] halfZero(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, length / 2, length, (byte) -1);
        return bytes;
    }

    @Override
    public String device() {
        return "rehearsal";
    }

    @Override
    public List<Signal> signals() {
        return played.stream().map(Played::signal).toList();
    }

    @Override
    public Optional<SampleRun> next() {
        int run = handedOut / played.size();
        if (run == runs) {
            return Optional.empty();
        }
        Played next = played.get(handedOut++ % played.size());
        return Optional.of(new SampleRun(
                next.signal(), (long) run * RUN_SAMPLES, next.samples().unpack()));
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return TimeMap.idsToNanos(sample, RATE_HZ);
    }

    /** Nothing is held. */
    @Override
    public void close() {}
}

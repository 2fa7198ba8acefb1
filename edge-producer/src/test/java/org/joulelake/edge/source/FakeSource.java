package org.joulelake.edge.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source that hands out what a test has put in; its times do not run evenly, so that a computed time shows. */
public final class FakeSource implements Source {

    private static final long START_NANOS = 1_700_000_000_000_000_000L;

    private final String device;
    private final Set<Signal> signals = new LinkedHashSet<>();
    private final Deque<SampleRun> runs = new ArrayDeque<>();
    private String failure;
    private String recording;

    /** A source without runs. */
    public FakeSource(String device) {
        this.device = device;
    }

    /** Puts a run behind those that are there. */
    public FakeSource with(SampleRun run) {
        signals.add(run.signal());
        runs.add(run);
        return this;
    }

    /** Lets the source fail behind its last run. */
    public FakeSource failingWith(String message) {
        failure = message;
        return this;
    }

    /** Lets the source be a recording. */
    public FakeSource playing(String name) {
        recording = name;
        return this;
    }

    @Override
    public Optional<String> recording() {
        return Optional.ofNullable(recording);
    }

    /** A run whose samples are {@link #sample} of their index. */
    public static SampleRun run(Signal signal, long firstSample, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = sample(firstSample + i);
        }
        return new SampleRun(signal, firstSample, samples);
    }

    /** A sample that is another one for each index below 16 million. */
    public static float sample(long index) {
        return index * 0.5f - 3;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public List<Signal> signals() {
        return List.copyOf(signals);
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        if (runs.isEmpty() && failure != null) {
            throw new IOException(failure);
        }
        return Optional.ofNullable(runs.poll());
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return START_NANOS + sample * 500 + sample / 1_000 + signal.name().length();
    }

    @Override
    public void close() {}
}

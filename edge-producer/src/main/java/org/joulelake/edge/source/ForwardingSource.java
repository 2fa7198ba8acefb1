package org.joulelake.edge.source;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A source that is another one, but for what its subclass says otherwise. */
public abstract class ForwardingSource implements Source {

    private final Source source;

    /** A source that is this one. */
    protected ForwardingSource(Source source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    @Override
    public String device() {
        return source.device();
    }

    @Override
    public List<Signal> signals() {
        return source.signals();
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        return source.next();
    }

    @Override
    public Optional<SampleRun> heldBack() {
        return source.heldBack();
    }

    @Override
    public boolean isDerived(Signal signal, long firstSample, long endSample) {
        return source.isDerived(signal, firstSample, endSample);
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return source.nanosAt(signal, sample);
    }

    @Override
    public Optional<String> recording() {
        return source.recording();
    }

    @Override
    public boolean isLive() {
        return source.isLive();
    }

    @Override
    public long droppedSamples() {
        return source.droppedSamples();
    }

    @Override
    public List<String> losses() {
        return source.losses();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

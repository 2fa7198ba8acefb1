package org.joulelake.edge;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.joulelake.edge.session.StreamPosition;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/** The rest of a source, behind what the spool has accepted of it before. */
final class ResumedSource implements Source {

    private final Source whole;
    private final Map<String, StreamPosition> positions;

    ResumedSource(Source whole, Map<String, StreamPosition> positions) {
        this.whole = whole;
        this.positions = positions;
    }

    @Override
    public String device() {
        return whole.device();
    }

    @Override
    public List<Signal> signals() {
        return whole.signals();
    }

    @Override
    public Optional<String> recording() {
        return whole.recording();
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        Optional<SampleRun> run = whole.next();
        while (run.isPresent() && isAccepted(run.get())) {
            run = whole.next();
        }
        return run.map(this::rest);
    }

    @Override
    public Optional<SampleRun> heldBack() {
        Optional<SampleRun> run = whole.heldBack();
        while (run.isPresent() && isAccepted(run.get())) {
            run = whole.heldBack();
        }
        return run.map(this::rest);
    }

    @Override
    public boolean isDerived(Signal signal, long firstSample, long endSample) {
        return whole.isDerived(signal, firstSample, endSample);
    }

    private boolean isAccepted(SampleRun run) {
        return end(run) <= begin(run);
    }

    private SampleRun rest(SampleRun run) {
        long accepted = begin(run) - run.firstSample();
        return accepted <= 0
                ? run
                : new SampleRun(
                        run.signal(),
                        begin(run),
                        Arrays.copyOfRange(run.samples(), (int) accepted, run.samples().length));
    }

    private long begin(SampleRun run) {
        return positions.getOrDefault(run.signal().name(), StreamPosition.START).nextSample();
    }

    private static long end(SampleRun run) {
        return run.firstSample() + run.samples().length;
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return whole.nanosAt(signal, sample);
    }

    @Override
    public List<String> losses() {
        return whole.losses();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}

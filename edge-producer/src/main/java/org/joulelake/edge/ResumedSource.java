package org.joulelake.edge;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.joulelake.edge.session.StreamPosition;
import org.joulelake.edge.source.ForwardingSource;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;

/** The rest of a source, behind what the spool has accepted of it before. */
final class ResumedSource extends ForwardingSource {

    private final Map<String, StreamPosition> positions;

    ResumedSource(Source whole, Map<String, StreamPosition> positions) {
        super(whole);
        this.positions = positions;
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        Optional<SampleRun> run = super.next();
        while (run.isPresent() && isAccepted(run.get())) {
            run = super.next();
        }
        return run.map(this::rest);
    }

    @Override
    public Optional<SampleRun> heldBack() {
        Optional<SampleRun> run = super.heldBack();
        while (run.isPresent() && isAccepted(run.get())) {
            run = super.heldBack();
        }
        return run.map(this::rest);
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
}

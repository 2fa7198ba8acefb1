package org.joulelake.edge.source.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/**
 * A device that does not exist, see the package. Its signals take turns with runs of the same samples. It knows the
 * energy of what it handed out, whichever signals are selected, so that a test of anything downstream has an oracle.
 */
public final class SimulatedSource implements Source {

    private static final int CHUNK_SAMPLES = 8_192;

    private final SimulationSpec spec;
    private final List<SimulatedSignal> selected;
    private final List<Signal> signals;
    private final SampleClock clock;
    private final Waveform waveform;
    private final int chunkSamples;
    private final Queue<SampleRun> turn = new ArrayDeque<>();
    private final DoubleSummaryStatistics powerSum = new DoubleSummaryStatistics();
    private Energy turnEnergy = Energy.NONE;
    private long trueSampleCount;
    private long position;

    /**
     * A device at its sample 0.
     *
     * @param signalNames the signals to hand out; if empty, current and voltage
     * @throws org.joulelake.cli.CommandException if there is no signal of one of the names
     */
    public SimulatedSource(SimulationSpec spec, Set<String> signalNames) {
        this(spec, signalNames, CHUNK_SAMPLES);
    }

    SimulatedSource(SimulationSpec spec, Set<String> signalNames, int chunkSamples) {
        this.spec = spec;
        this.chunkSamples = chunkSamples;
        selected = SimulatedSignal.select(spec.device(), signalNames);
        signals = selected.stream().map(signal -> signal.at(spec.rateHz())).toList();
        clock = spec.clock();
        waveform = new Waveform(spec);
    }

    @Override
    public String device() {
        return spec.device();
    }

    /** What is simulated. */
    public SimulationSpec spec() {
        return spec;
    }

    @Override
    public List<Signal> signals() {
        return signals;
    }

    @Override
    public Optional<String> recording() {
        return spec.repeatable() ? Optional.of("sim:" + spec) : Optional.empty();
    }

    @Override
    public Optional<SampleRun> next() {
        if (turn.isEmpty()) {
            skipGaps();
            if (position < spec.sampleCount()) {
                beginTurn();
            }
        }
        SampleRun run = turn.poll();
        if (run != null && turn.isEmpty()) {
            endTurn();
        }
        return Optional.ofNullable(run);
    }

    private void skipGaps() {
        Optional<SampleRange> gap = gapAt(position);
        while (gap.isPresent()) {
            position = Math.min(gap.get().to(), spec.sampleCount());
            gap = gapAt(position);
        }
    }

    private Optional<SampleRange> gapAt(long sample) {
        return spec.gaps().stream()
                .filter(gap -> sample < spec.sampleCount() && gap.contains(sample))
                .findFirst();
    }

    private void beginTurn() {
        Chunk chunk = waveform.read(position, (int) Math.min(chunkSamples, nextStop() - position));
        spec.missing().forEach(chunk::loseAll);
        turnEnergy = Energy.of(chunk.current(), chunk.voltage());
        for (int i = 0; i < selected.size(); i++) {
            turn.add(new SampleRun(signals.get(i), position, selected.get(i).samplesOf(chunk)));
        }
        position += chunk.size();
    }

    private long nextStop() {
        return spec.gaps().stream()
                .mapToLong(SampleRange::from)
                .filter(from -> from > position)
                .reduce(spec.sampleCount(), Math::min);
    }

    private void endTurn() {
        powerSum.accept(turnEnergy.powerSum());
        trueSampleCount += turnEnergy.samples();
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return clock.nanosAt(sample);
    }

    /**
     * Energy in J of all samples that were handed out so far: {@code Σ (double) current × (double) voltage / rate},
     * right to 12 digits and more. Missing samples do not count, and neither do samples of which some selected signals
     * are still to come.
     */
    public double trueEnergyJoules() {
        return powerSum.getSum() / spec.rateHz();
    }

    /** How many samples per signal {@link #trueEnergyJoules()} is the sum of. */
    public long trueSampleCount() {
        return trueSampleCount;
    }

    @Override
    public List<String> losses() {
        List<String> losses = new ArrayList<>();
        spec.gaps().stream().filter(this::isReached).forEach(gap -> losses.add(describe(gap) + " do not exist"));
        spec.missing().stream().filter(this::isReached).forEach(range -> losses.add(describe(range) + " are missing"));
        return losses;
    }

    private boolean isReached(SampleRange range) {
        return range.from() < position;
    }

    private String describe(SampleRange range) {
        return "samples " + range.from() + " to " + (Math.min(range.to(), spec.sampleCount()) - 1);
    }

    /** Does nothing: a simulated device holds nothing open. */
    @Override
    public void close() {}
}

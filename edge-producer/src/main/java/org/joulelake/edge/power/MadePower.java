package org.joulelake.edge.power;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/** A source that has no power, with the power that its current and voltage make. */
final class MadePower implements Source {

    private final Source source;
    private final Factors factors;
    private final Signal power;

    MadePower(Source source, Factors factors, Signal power) {
        this.source = source;
        this.factors = factors;
        this.power = power;
    }

    @Override
    public String device() {
        return source.device();
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(source.signals());
        signals.add(power);
        return signals;
    }

    @Override
    public Optional<String> recording() {
        return source.recording();
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        Optional<SampleRun> product = factors.product(power);
        if (product.isPresent()) {
            return product;
        }
        Optional<SampleRun> run = source.next();
        run.filter(any -> any != SampleRun.NOTHING_YET).ifPresent(factors::add);
        if (run.isEmpty()) {
            factors.end();
        }
        return run;
    }

    @Override
    public Optional<SampleRun> heldBack() {
        return factors.product(power);
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        return source.nanosAt(signal.equals(power) ? factors.current() : signal, sample);
    }

    @Override
    public boolean isDerived(Signal signal, long firstSample, long endSample) {
        return signal.equals(power);
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
        List<String> losses = new ArrayList<>(source.losses());
        if (factors.unpaired() > 0) {
            losses.add(factors.unpaired()
                    + " samples of current or voltage have none of the other beside them, so there" + " is no power");
        }
        return losses;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

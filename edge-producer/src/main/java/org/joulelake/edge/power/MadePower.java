package org.joulelake.edge.power;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.joulelake.edge.source.ForwardingSource;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/** A source that has no power, with the power that its current and voltage make. */
final class MadePower extends ForwardingSource {

    private final Factors factors;
    private final Signal power;

    MadePower(Source source, Factors factors, Signal power) {
        super(source);
        this.factors = factors;
        this.power = power;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(super.signals());
        signals.add(power);
        return signals;
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        Optional<SampleRun> product = factors.product(power);
        if (product.isPresent()) {
            return product;
        }
        Optional<SampleRun> run = super.next();
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
        return super.nanosAt(signal.equals(power) ? factors.current() : signal, sample);
    }

    @Override
    public boolean isDerived(Signal signal, long firstSample, long endSample) {
        return signal.equals(power);
    }

    @Override
    public List<String> losses() {
        List<String> losses = new ArrayList<>(super.losses());
        if (factors.unpaired() > 0) {
            losses.add(factors.unpaired()
                    + " samples of current or voltage have none of the other beside them, so there is no power");
        }
        return losses;
    }
}

package org.joulelake.edge.power;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

import org.joulelake.edge.source.ForwardingSource;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/** A source that has power, which is held back until it was compared with the product of current and voltage. */
final class ComparedPower extends ForwardingSource {

    private final Factors factors;
    private final Signal power;
    private final Comparison comparison = new Comparison();
    private final Queue<SampleRun> waiting = new ArrayDeque<>();
    private boolean ended;

    ComparedPower(Source source, Factors factors, Signal power) {
        super(source);
        this.factors = factors;
        this.power = power;
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        while (!isFirstCompared() && !ended) {
            Optional<SampleRun> run = super.next();
            if (run.isPresent() && run.get() == SampleRun.NOTHING_YET) {
                return run;
            }
            ended = run.isEmpty();
            if (run.isPresent() && !run.get().signal().equals(power)) {
                factors.add(run.get());
                compare();
                return run;
            }
            run.ifPresent(this::hold);
            compare();
        }
        return Optional.ofNullable(waiting.poll());
    }

    private boolean isFirstCompared() {
        return !waiting.isEmpty()
                && waiting.element().firstSample() + waiting.element().samples().length <= comparison.compared();
    }

    private void hold(SampleRun run) {
        waiting.add(run);
        comparison.addPublished(run);
    }

    private void compare() {
        for (Optional<SampleRun> run = factors.product(power); run.isPresent(); run = factors.product(power)) {
            comparison.addProduct(run.get());
        }
        comparison.proceed(ended ? Long.MAX_VALUE : factors.position());
    }

    /** Goes as it is, if it was not compared yet. */
    @Override
    public Optional<SampleRun> heldBack() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public boolean isDerived(Signal signal, long firstSample, long endSample) {
        return signal.equals(power) && comparison.areProducts(firstSample, endSample);
    }
}

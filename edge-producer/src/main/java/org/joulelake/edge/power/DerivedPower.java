package org.joulelake.edge.power;

import java.util.Optional;

import org.joulelake.block.DerivedBlock;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/** Finds out whether a source has power that can be derived. */
public final class DerivedPower {

    private DerivedPower() {}

    /**
     * The source with power that says of its samples which are derived: made, where the source hands out current and
     * voltage of one rate and no power; compared with their product, where it hands out all three. Any other source as
     * it is.
     */
    public static Source of(Source source) {
        Optional<Signal> current = signal(source, DerivedBlock.CURRENT);
        Optional<Signal> voltage = signal(source, DerivedBlock.VOLTAGE);
        if (current.isEmpty() || voltage.isEmpty()) {
            return source;
        }
        double rateHz = current.get().sampleRateHz();
        Signal product = new Signal(DerivedBlock.SIGNAL, DerivedBlock.UNIT, rateHz);
        if (!current.get().equals(new Signal(DerivedBlock.CURRENT, DerivedBlock.CURRENT_UNIT, rateHz))
                || !voltage.get().equals(new Signal(DerivedBlock.VOLTAGE, DerivedBlock.VOLTAGE_UNIT, rateHz))) {
            return source;
        }
        Factors factors = new Factors(current.get(), voltage.get());
        Optional<Signal> power = signal(source, DerivedBlock.SIGNAL);
        if (power.isEmpty()) {
            return new MadePower(source, factors, product);
        }
        return power.get().equals(product) ? new ComparedPower(source, factors, product) : source;
    }

    private static Optional<Signal> signal(Source source, String name) {
        return source.signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst();
    }
}

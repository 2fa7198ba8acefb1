package org.joulelake.edge.power;

import java.util.Optional;

import org.joulelake.block.Product;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/**
 * Current and voltage as they come, in whatever runs, until their product can be told. Holds what one of them is ahead
 * of the other, up to a limit.
 */
final class Factors {

    /** A signal that is this far ahead has lost the other: four blocks, 1 MiB. */
    static final int MOST_HELD_SAMPLES = 4 * 65_536;

    private final Signal currentSignal;
    private final Signal voltageSignal;
    private final HeldRuns current = new HeldRuns();
    private final HeldRuns voltage = new HeldRuns();
    private long unpaired;

    Factors(Signal current, Signal voltage) {
        currentSignal = current;
        voltageSignal = voltage;
    }

    Signal current() {
        return currentSignal;
    }

    /** Takes a run if it is of one of the two. */
    void add(SampleRun run) {
        if (run.signal().equals(currentSignal)) {
            add(current, run);
        } else if (run.signal().equals(voltageSignal)) {
            add(voltage, run);
        }
    }

    private void add(HeldRuns held, SampleRun run) {
        held.add(run);
        unpaired += held.shortenTo(MOST_HELD_SAMPLES);
    }

    /** The next products, if there are any yet: a run of the signal that is given. */
    Optional<SampleRun> product(Signal power) {
        while (!current.isEmpty() && !voltage.isEmpty()) {
            long first = Math.max(current.first(), voltage.first());
            unpaired += current.skipTo(first) + voltage.skipTo(first);
            if (!current.isEmpty() && current.first() == first && !voltage.isEmpty() && voltage.first() == first) {
                return Optional.of(new SampleRun(power, first, multiplied()));
            }
        }
        return Optional.empty();
    }

    private float[] multiplied() {
        float[] products = new float[Math.min(current.length(), voltage.length())];
        for (int i = 0; i < products.length; i++) {
            products[i] = Product.of(current.sample(i), voltage.sample(i));
        }
        current.take(products.length);
        voltage.take(products.length);
        return products;
    }

    /** Index up to which no product is still to come. */
    long position() {
        return Math.min(current.end(), voltage.end());
    }

    /** Samples of either signal without one of the other beside it, so far. */
    long unpaired() {
        return unpaired;
    }

    /** Nothing more will come: what is left is unpaired. */
    void end() {
        unpaired += current.skipTo(Long.MAX_VALUE) + voltage.skipTo(Long.MAX_VALUE);
    }
}

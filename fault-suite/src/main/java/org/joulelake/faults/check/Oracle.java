package org.joulelake.faults.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.edge.power.DerivedPower;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.sim.SimulatedSource;
import org.joulelake.edge.source.sim.SimulationSpec;

/** The samples of one signal of a simulated device, made anew, one after the other. */
final class Oracle {

    private final SimulatedSource source;
    private final Signal signal;
    private SampleRun run;
    private int inRun;
    private long position;

    /** At sample 0. The simulation has no gaps. */
    Oracle(SimulationSpec spec, String signalName) {
        if (!spec.gaps().isEmpty()) {
            throw new IllegalArgumentException("the simulation of " + spec.device() + " has gaps");
        }
        source = new SimulatedSource(spec, Set.of(signalName));
        signal = source.signals().get(0);
    }

    /** What an edge publishes of such a device: its usual signals, and the power that they make. */
    static List<Signal> usualSignals(SimulationSpec spec) {
        return DerivedPower.of(new SimulatedSource(spec, Set.of())).signals();
    }

    /** Index of the next sample. */
    long position() {
        return position;
    }

    long nanosAt(long sample) {
        return source.nanosAt(signal, sample);
    }

    Signal signal() {
        return signal;
    }

    /** Passes over the samples before this one. */
    void skipTo(long sample) {
        while (position < sample && fetch()) {
            advance((int) Math.min(sample - position, run.samples().length - inRun));
        }
    }

    /**
     * How many of the next samples differ in a bit from those of a block, or do not exist; passes over them. In a derived
     * block, where only figures and a checksum tell, it is none or all.
     */
    int differences(Block block) {
        return block instanceof SampleBlock samples ? differences(samples.samples()) : derivedDifferences(block);
    }

    private int derivedDifferences(Block block) {
        BlockHeader header = block.header();
        float[] products = next(header.sampleCount());
        if (products.length < header.sampleCount()) {
            return header.sampleCount();
        }
        SampleBlock expected =
                SampleBlock.of(header.stream(), header.sequence(), header.firstSample(), header.startNanos(), products);
        boolean same = figures(block).equals(figures(expected))
                && Arrays.equals(BlockWriter.write(block), BlockWriter.write(DerivedBlock.of(expected)));
        return same ? 0 : header.sampleCount();
    }

    /** What a message has not: it follows from what it has. */
    private static List<Object> figures(Block block) {
        BlockStatistics statistics = block.statistics();
        return List.of(statistics.missingCount(), statistics.min(), statistics.max(), statistics.mean());
    }

    /** So many of the next samples, or fewer where the source ends. */
    private float[] next(int count) {
        float[] samples = new float[count];
        int copied = 0;
        while (copied < count && fetch()) {
            int length = Math.min(count - copied, run.samples().length - inRun);
            System.arraycopy(run.samples(), inRun, samples, copied, length);
            copied += length;
            advance(length);
        }
        return Arrays.copyOf(samples, copied);
    }

    private int differences(float[] samples) {
        float[] expected = next(samples.length);
        int differences = samples.length - expected.length;
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(samples[i])) {
                differences++;
            }
        }
        return differences;
    }

    private void advance(int samples) {
        inRun += samples;
        position += samples;
    }

    /** Makes sure that the run has a next sample; false if the source has ended. */
    private boolean fetch() {
        while (run == null || inRun == run.samples().length) {
            Optional<SampleRun> next = source.next();
            if (next.isEmpty()) {
                return false;
            }
            run = next.get();
            inRun = 0;
        }
        return true;
    }
}

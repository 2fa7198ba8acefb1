package org.joulelake.faults.check;

import java.util.Optional;
import java.util.Set;

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

    /** How many of the next samples differ in a bit from these, or do not exist; passes over them. */
    int differences(float[] samples) {
        int differences = 0;
        int compared = 0;
        while (compared < samples.length && fetch()) {
            int length = Math.min(samples.length - compared, run.samples().length - inRun);
            for (int i = 0; i < length; i++) {
                int expected = Float.floatToRawIntBits(run.samples()[inRun + i]);
                if (expected != Float.floatToRawIntBits(samples[compared + i])) {
                    differences++;
                }
            }
            compared += length;
            advance(length);
        }
        return differences + samples.length - compared;
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

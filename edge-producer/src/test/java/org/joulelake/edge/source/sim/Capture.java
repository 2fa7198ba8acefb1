package org.joulelake.edge.source.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.joulelake.edge.source.SampleRun;

/** All runs that a simulated device handed out. */
record Capture(SimulatedSource source, List<SampleRun> runs) {

    private static final Set<String> EVERY_SIGNAL = Set.of("current", "voltage", "power", "current_range", "gpi[0]");
    private static final String START = ",start=2026-01-01T00:00:00Z,";

    /** Every signal of {@code NAME,key=value…} to its end. */
    static Capture of(String device, String options) {
        return of(new SimulatedSource(SimulationSpec.parse(device + START + options), EVERY_SIGNAL));
    }

    static Capture ofChunks(String device, String options, int chunkSamples) {
        return of(new SimulatedSource(SimulationSpec.parse(device + START + options), EVERY_SIGNAL, chunkSamples));
    }

    static Capture of(SimulatedSource source) {
        List<SampleRun> runs = new ArrayList<>();
        Optional<SampleRun> run = source.next();
        while (run.isPresent()) {
            runs.add(run.get());
            run = source.next();
        }
        return new Capture(source, runs);
    }

    List<SampleRun> runs(String signal) {
        return runs.stream().filter(run -> run.signal().name().equals(signal)).toList();
    }

    /** The signal's samples one after the other, without a trace of gaps. */
    float[] samples(String signal) {
        List<SampleRun> ofSignal = runs(signal);
        float[] samples = new float
                [ofSignal.stream().mapToInt(run -> run.samples().length).sum()];
        int position = 0;
        for (SampleRun run : ofSignal) {
            System.arraycopy(run.samples(), 0, samples, position, run.samples().length);
            position += run.samples().length;
        }
        return samples;
    }
}

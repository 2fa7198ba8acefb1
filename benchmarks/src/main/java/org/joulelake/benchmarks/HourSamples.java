package org.joulelake.benchmarks;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.sim.SimulatedSource;

/** Writes the current that the first device of a {@link HourLake} has to standard output: little-endian float32. */
public final class HourSamples {

    private static final int BUFFER_BYTES = 1 << 20;

    private HourSamples() {}

    /** Of as many seconds as the first argument says; 3600 without. */
    public static void main(String[] args) throws IOException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3_600;
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
                SimulatedSource source = new SimulatedSource(
                        HourLake.spec(HourLake.FIRST, HourLake.ALGORITHM, HourLake.START, seconds), Set.of())) {
            for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
                if (run.get().signal().name().equals("current")) {
                    out.write(bytes(run.get().samples()));
                }
            }
        }
    }

    private static byte[] bytes(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        return bytes.array();
    }
}

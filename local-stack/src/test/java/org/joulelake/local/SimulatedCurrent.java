package org.joulelake.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.sim.SimulatedSource;
import org.joulelake.edge.source.sim.SimulationSpec;

/** What the simulator measures, straight from it. */
final class SimulatedCurrent {

    private SimulatedCurrent() {}

    /** CRC-32 of the current as little-endian float32. */
    static long crc32(String spec) {
        CRC32 crc = new CRC32();
        try (SimulatedSource source = new SimulatedSource(SimulationSpec.parse(spec), Set.of("current"))) {
            for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
                float[] samples = run.get().samples();
                ByteBuffer bytes =
                        ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(samples);
                crc.update(bytes);
            }
        }
        return crc.getValue();
    }
}

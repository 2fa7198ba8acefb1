package org.joulelake.query;

import java.util.Random;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;

/**
 * The device {@code monitor}, long enough for periods of a hundred pieces: under a, of buckets; under b, whose blocks are short,
 * of blocks. A block of each is lost.
 */
final class OracleMonitor {

    private static final int SAMPLES = 330_000;

    private final NumpyOracle oracle;
    private final Random random = new Random(20260104);

    OracleMonitor(NumpyOracle oracle) {
        this.oracle = oracle;
    }

    void add() throws Exception {
        add("a", 10_000, index -> 1 + 0.1 * random.nextGaussian() + index * 1e-6);
        add("b", 1_000, index -> index % 5_003 == 9 ? Double.NaN : 0.9 + 0.1 * random.nextGaussian());
    }

    private void add(String algorithm, int blockSamples, IntToDoubleFunction sample) throws Exception {
        oracle.add(OracleLake.recording(
                "monitor",
                algorithm,
                "power",
                "W",
                UUID.randomUUID(),
                0,
                SAMPLES,
                blockSamples,
                block -> block != 15,
                sample));
    }
}

package org.joulelake.query;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.TestBlocks;

/** Small recordings with everything that makes an answer go wrong. Blocks of 4,000 samples are 4 ms at 1 MHz. */
final class OracleLake {

    static final long START = TestBlocks.START_NANOS;

    /** Sessions of {@code bench}, one after the other. */
    static final UUID FIRST = UUID.randomUUID();

    /** Signals of the device {@code strange}. */
    static final List<String> STRANGE =
            List.of("infinite", "zeros", "around-zero", "huge", "constant", "absent", "infinite-only");

    private static final long MILLISECOND = 1_000_000;
    static final double RATE_HZ = 1e6;
    private static final double ODD_RATE_HZ = 3e6 / 7;
    private static final int BLOCK = 4_000;
    static final IntPredicate ALL = block -> true;

    private final NumpyOracle oracle;
    private final Random random = new Random(20260102);

    private OracleLake(NumpyOracle oracle) {
        this.oracle = oracle;
    }

    static void fill(NumpyOracle oracle) throws Exception {
        OracleLake lake = new OracleLake(oracle);
        lake.addBench();
        lake.addSupply();
        lake.addAssigned();
        lake.addStrange();
        new OracleBeacon(oracle).add();
        new OracleMonitor(oracle).add();
    }

    /**
     * A lost block at 12 ms, only missing samples from 24 to 28 ms, and some that are missing across the border at 8 ms; then,
     * from 50 ms, a second session. Twice the same time under {@code parallel}. Another algorithm, of other size.
     */
    private void addBench() throws Exception {
        IntToDoubleFunction current =
                i -> i % 97 == 5 || i >= 24_000 && i < 28_000 || Math.abs(i - 8_000) < 12 ? Double.NaN : bursts(i);
        oracle.add(recording("bench", "a", "current", "A", FIRST, 0, 40_300, BLOCK, block -> block != 3, current));
        oracle.add(oddRate("bench", 50 * MILLISECOND));
        oracle.add(recording("bench", "b", "current", "A", UUID.randomUUID(), 0, 9_000, BLOCK, ALL, i -> 1e6));
        UUID one = UUID.randomUUID();
        oracle.add(recording("parallel", "a", "current", "A", one, 0, 30_000, BLOCK, block -> block != 2, current));
        oracle.add(oddRate("parallel", 5 * MILLISECOND));
    }

    private Recording oddRate(String device, long offset) {
        SampleStream stream = new SampleStream(device, "a", "current", "A", UUID.randomUUID(), ODD_RATE_HZ);
        return new Recording(stream, START + offset, samples(8_700, i -> 0.05 * random.nextGaussian()), 1_500, ALL);
    }

    /** Under a, one session with power and, from 50 ms, one without; under b, one without. */
    private void addSupply() throws Exception {
        UUID withPower = UUID.randomUUID();
        for (String signal : new String[] {"power", "current", "voltage"}) {
            oracle.add(recording(
                    "supply",
                    "a",
                    signal,
                    TestBlocks.unit(signal),
                    withPower,
                    0,
                    30_000,
                    BLOCK,
                    ALL,
                    this::withMissing));
        }
        addProduct("a", 50 * MILLISECOND, 1);
        addProduct("b", 0, 0.75);
    }

    /** Blocks of the two signals are cut at different samples, and one of each is lost. */
    private void addProduct(String algorithm, long offset, double level) throws Exception {
        UUID session = UUID.randomUUID();
        oracle.add(recording(
                "supply",
                algorithm,
                "current",
                "A",
                session,
                offset,
                30_000,
                BLOCK,
                block -> block != 2,
                i -> level * withMissing(i)));
        oracle.add(recording(
                "supply",
                algorithm,
                "voltage",
                "V",
                session,
                offset,
                30_000,
                3_011,
                block -> block != 7,
                i -> i % 1_003 == 7 ? Double.NaN : 3.3 + 0.01 * random.nextGaussian()));
    }

    /** Blocks that name no algorithm; x and y were assigned, each within a block, and x once more. */
    private void addAssigned() throws Exception {
        UUID session = UUID.randomUUID();
        for (String signal : new String[] {"current", "power"}) {
            oracle.add(recording(
                    "assigned",
                    "",
                    signal,
                    TestBlocks.unit(signal),
                    session,
                    0,
                    40_000,
                    BLOCK,
                    block -> block != 3,
                    this::withMissing));
        }
        oracle.assign("assigned", "x", START + 5_500_000);
        oracle.assign("assigned", "y", START + 17_000_500);
        oracle.assign("assigned", "x", START + 30_000_001);
    }

    /** Infinities, both zeros, the least and the greatest numbers; a signal of one value; one of which all is missing. */
    private void addStrange() throws Exception {
        float[] extremes = {
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            -0.0f,
            0,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            1,
            -1,
            Float.NaN
        };
        addStrange("infinite", i -> i < BLOCK ? random.nextGaussian() : extremes[random.nextInt(extremes.length)]);
        addStrange("zeros", i -> i % 2 == 0 ? -0.0 : 0.0);
        addStrange("around-zero", i -> random.nextInt(-3, 4) * (double) Float.MIN_VALUE);
        addStrange("huge", i -> (random.nextBoolean() ? 1 : -1) * (double) Float.MAX_VALUE * random.nextFloat());
        addStrange("constant", i -> i % 5 == 0 ? Double.NaN : 3.3f);
        addStrange("absent", i -> Double.NaN);
        addStrange("infinite-only", i -> Double.POSITIVE_INFINITY);
    }

    private void addStrange(String signal, IntToDoubleFunction sample) throws Exception {
        oracle.add(recording("strange", "a", signal, "", UUID.randomUUID(), 0, 10_000, BLOCK, ALL, sample));
    }

    private double withMissing(int index) {
        return index % 211 == 9 ? Double.NaN : bursts(index);
    }

    /** Little most of the time, much now and then. */
    private double bursts(int index) {
        double level = index % 5_000 < 400 ? 0.4 : 0.001;
        return level * (1 + 0.1 * random.nextGaussian());
    }

    static Recording recording(
            String device,
            String algorithm,
            String signal,
            String unit,
            UUID session,
            long offset,
            int count,
            int blockSamples,
            IntPredicate isKept,
            IntToDoubleFunction sample) {
        SampleStream stream = new SampleStream(device, algorithm, signal, unit, session, RATE_HZ);
        return new Recording(stream, START + offset, samples(count, sample), blockSamples, isKept);
    }

    static float[] samples(int count, IntToDoubleFunction sample) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) sample.applyAsDouble(i);
        }
        return samples;
    }
}

package org.joulelake.query;

import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

import org.joulelake.block.SampleStream;
import org.joulelake.ingest.TestBlocks;

/**
 * The device {@code beacon}, which wakes each 3 ms, says so by {@code gpi[0]}, and takes its time once, from 12.7 to 22.3 ms.
 * Its input is noisy, falls slowly and has short pulses.
 */
final class OracleBeacon {

    /** Session of a that publishes its power. */
    static final UUID PUBLISHED = UUID.randomUUID();

    private static final String DEVICE = "beacon";
    private static final String TRIGGER = "gpi[0]";
    private static final int BLOCK = 4_000;
    private static final int POWER_BLOCK = 3_500;
    private static final int SLOWER = 4;
    private static final long SECOND_NANOS = 50_000_000;
    private static final IntPredicate ALL = OracleLake.ALL;

    private final NumpyOracle oracle;
    private final Random random = new Random(20260103);

    OracleBeacon(NumpyOracle oracle) {
        this.oracle = oracle;
    }

    void add() throws Exception {
        addPublished();
        addComputed();
        UUID other = UUID.randomUUID();
        add("b", TRIGGER, other, 0, 28_000, BLOCK, ALL, this::trigger);
        add("b", "power", other, 0, 28_000, BLOCK, ALL, index -> 0.75 * power(index));
    }

    /**
     * A block of each signal is lost, with all power of one event; some samples are missing. The input ends within an event,
     * before the power.
     */
    private void addPublished() throws Exception {
        IntToDoubleFunction trigger = index -> index % 7_777 == 3 ? Double.NaN : trigger(index);
        IntToDoubleFunction power = index -> index >= 19_000 && index < 20_500 ? Double.NaN : power(index);
        add("a", TRIGGER, PUBLISHED, 0, 28_000, BLOCK, block -> block != 1, trigger);
        add("a", "power", PUBLISHED, 0, 30_000, POWER_BLOCK, block -> block != 2, power);
    }

    /** Power is current × voltage, the input is sampled less often. */
    private void addComputed() throws Exception {
        UUID session = UUID.randomUUID();
        SampleStream slow = new SampleStream(DEVICE, "a", TRIGGER, "", session, OracleLake.RATE_HZ / SLOWER);
        float[] samples = OracleLake.samples(5_000, index -> trigger(SLOWER * index));
        oracle.add(new Recording(slow, OracleLake.START + SECOND_NANOS, samples, 1_500, ALL));
        add("a", "current", session, SECOND_NANOS, 20_000, BLOCK, block -> block != 3, this::power);
        add("a", "voltage", session, SECOND_NANOS, 20_000, 3_011, ALL, index -> 3.3 + 0.01 * random.nextGaussian());
    }

    private void add(
            String algorithm,
            String signal,
            UUID session,
            long offset,
            int count,
            int blockSamples,
            IntPredicate isKept,
            IntToDoubleFunction sample)
            throws Exception {
        oracle.add(OracleLake.recording(
                DEVICE,
                algorithm,
                signal,
                TestBlocks.unit(signal),
                session,
                offset,
                count,
                blockSamples,
                isKept,
                sample));
    }

    private double trigger(int index) {
        int place = index % 3_000;
        boolean isPulse = place >= 2_000 && place < 2_008;
        boolean isFalling = !isAwake(index) && place >= 1_300 && place < 1_400;
        double level = isFalling ? 0.5 : isAwake(index) || isPulse ? 1 : 0;
        return level + 0.08 * random.nextGaussian();
    }

    private double power(int index) {
        return (isAwake(index) ? 0.4 : 0.001) * (1 + 0.1 * random.nextGaussian());
    }

    private static boolean isAwake(int index) {
        int place = index % 3_000;
        return place >= 700 && place < 1_300 || index >= 13_000 && index < 22_000;
    }
}

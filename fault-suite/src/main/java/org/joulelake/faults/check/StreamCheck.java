package org.joulelake.faults.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.source.sim.SimulationSpec;

/**
 * Holds the blocks of one signal of one device, as they come, against the samples of its simulation. Of a block it keeps
 * a digest, of samples only what one block has.
 */
final class StreamCheck {

    private final SimulationSpec spec;
    private final String algorithm;
    private final Oracle oracle;
    private final Map<Long, byte[]> digestBySequence = new HashMap<>();

    /** Samples that were passed over, and may still come late. */
    private final SampleRanges missing = new SampleRanges();

    private UUID session;
    private int partition;
    private long highestSequence = -1;
    private long alteredSamples;
    private long repeats;
    private long differingRepeats;
    private long outOfOrder;
    private long derivedSamples;

    StreamCheck(SimulationSpec spec, String signalName) {
        this.spec = spec;
        algorithm = spec.algorithm().name();
        oracle = new Oracle(spec, signalName);
    }

    /**
     * Takes a block of this device and signal; false if it is none of this simulation's.
     *
     * @param digest what tells its message, or its row, from others
     */
    boolean accept(int fromPartition, Block block, byte[] digest) {
        BlockHeader header = block.header();
        if (session == null) {
            session = header.stream().session();
            partition = fromPartition;
        }
        if (!header.stream().equals(expectedStream())) {
            return false;
        }
        byte[] earlier = digestBySequence.putIfAbsent(header.sequence(), digest);
        if (earlier == null) {
            first(fromPartition, block);
        } else {
            repeats++;
            if (!Arrays.equals(earlier, digest)) {
                differingRepeats++;
            }
        }
        return true;
    }

    /** What has come of this stream, once all has come. */
    CheckResult result() {
        long lost = missing.size() + spec.sampleCount() - Math.min(oracle.position(), spec.sampleCount());
        long lostBlocks = highestSequence + 1 - digestBySequence.size();
        return new CheckResult(
                spec.sampleCount(),
                lost,
                lostBlocks,
                alteredSamples,
                repeats,
                differingRepeats,
                outOfOrder,
                0,
                0,
                0,
                derivedSamples);
    }

    private SampleStream expectedStream() {
        return new SampleStream(
                spec.device(),
                algorithm,
                oracle.signal().name(),
                oracle.signal().unit(),
                session,
                oracle.signal().sampleRateHz());
    }

    private void first(int fromPartition, Block block) {
        BlockHeader header = block.header();
        if (header.sequence() < highestSequence || fromPartition != partition) {
            outOfOrder++;
        }
        highestSequence = Math.max(highestSequence, header.sequence());
        alteredSamples += altered(block);
        derivedSamples += block instanceof DerivedBlock ? header.sampleCount() : 0;
    }

    private long altered(Block block) {
        BlockHeader header = block.header();
        long differences = header.firstSample() < oracle.position() ? late(block) : next(block);
        boolean inTime = header.startNanos() == oracle.nanosAt(header.firstSample());
        return inTime ? differences : header.sampleCount();
    }

    private long next(Block block) {
        long passed = oracle.position();
        oracle.skipTo(block.header().firstSample());
        missing.add(passed, oracle.position());
        return oracle.differences(block);
    }

    /** A block of samples that were passed over: an oracle of its own. What has come before counts as altered. */
    private long late(Block block) {
        BlockHeader header = block.header();
        Oracle again = new Oracle(spec, header.stream().signal());
        again.skipTo(header.firstSample());
        long superfluous = header.sampleCount() - missing.remove(header.firstSample(), header.endSample());
        return Math.max(superfluous, again.differences(block));
    }
}

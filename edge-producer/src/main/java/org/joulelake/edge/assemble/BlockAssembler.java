package org.joulelake.edge.assemble;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.session.StreamPosition;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/**
 * Cuts the runs of one source into the blocks of one session. Used by one thread.
 *
 * <p>Blocks end at multiples of their length in samples, counted from the session's origin: signals of one rate are cut
 * at the same samples, whatever runs they come in. A jump of the sample index ends a block early; the samples in between
 * do not exist, and the next block's {@code firstSample} shows it.
 */
public final class BlockAssembler {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LONGEST_IDLE_NANOS = 1_000_000_000L;
    private static final double IDLE_SAMPLES = 3;

    private final Source source;
    private final OpenSession session;
    private final BlockSink sink;
    private final LongSupplier nanoTime;
    private final Map<Signal, OpenBlock> openBlocks = new HashMap<>();

    /** An assembler for the rest of a session of a source. */
    public BlockAssembler(Source source, OpenSession session, BlockSink sink) {
        this(source, session, sink, System::nanoTime);
    }

    /** An assembler with a clock such as {@link System#nanoTime}. */
    BlockAssembler(Source source, OpenSession session, BlockSink sink, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.source = source;
        this.session = session;
        this.sink = sink;
    }

    /**
     * Adds a run and hands on the blocks that it fills.
     *
     * @throws IOException if the run goes back to samples that its signal has passed, or if the sink fails
     */
    public void add(SampleRun run) throws IOException, InterruptedException {
        OpenBlock open = openBlocks.get(run.signal());
        if (open == null) {
            open = new OpenBlock(
                    stream(run.signal()),
                    BlockLength.samples(run.signal().sampleRateHz()),
                    session.positions().getOrDefault(run.signal().name(), StreamPosition.START));
            openBlocks.put(run.signal(), open);
        }
        if (run.firstSample() < open.endSample()) {
            throw new IOException("source " + source.device() + " went back from sample " + open.endSample() + " to "
                    + run.firstSample() + " of " + run.signal().name());
        }
        if (run.firstSample() > open.endSample()) {
            flush(run.signal(), open);
            open.moveTo(run.firstSample());
        }
        int taken = 0;
        long now = nanoTime.getAsLong();
        while (taken < run.samples().length) {
            taken += open.fill(run.samples(), taken, now);
            if (open.isFull()) {
                flush(run.signal(), open);
            }
        }
    }

    /**
     * Hands on, as they are, blocks that have got no sample for a second, or for three samples' time of a slow signal: what
     * an instrument has sent before it stalled shall not wait for it.
     */
    public void flushIdle() throws IOException, InterruptedException {
        long now = nanoTime.getAsLong();
        for (Map.Entry<Signal, OpenBlock> entry : openBlocks.entrySet()) {
            if (entry.getValue().isIdleSince(now - longestIdleNanos(entry.getKey()))) {
                flush(entry.getKey(), entry.getValue());
            }
        }
    }

    private static long longestIdleNanos(Signal signal) {
        return Math.max(LONGEST_IDLE_NANOS, (long) (IDLE_SAMPLES / signal.sampleRateHz() * NANOS_PER_SECOND));
    }

    /** Hands on all blocks as they are, however short. */
    public void flush() throws IOException, InterruptedException {
        for (Map.Entry<Signal, OpenBlock> entry : openBlocks.entrySet()) {
            flush(entry.getKey(), entry.getValue());
        }
    }

    private void flush(Signal signal, OpenBlock open) throws IOException, InterruptedException {
        if (!open.isEmpty()) {
            boolean derived = source.isDerived(signal, open.firstSample(), open.endSample());
            SampleBlock block = open.close(source.nanosAt(signal, open.firstSample()));
            sink.accept(derived ? DerivedBlock.of(block) : block);
        }
    }

    private SampleStream stream(Signal signal) {
        return new SampleStream(
                source.device(),
                session.algorithm(),
                signal.name(),
                signal.unit(),
                session.id(),
                signal.sampleRateHz());
    }
}

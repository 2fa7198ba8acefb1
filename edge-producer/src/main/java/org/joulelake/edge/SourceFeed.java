package org.joulelake.edge;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import org.joulelake.block.Block;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.assemble.BlockAssembler;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.spool.Spool;

/** Reads one source to its end, or until it is stopped, and puts its blocks into the spool. Runs on its own thread. */
final class SourceFeed implements Callable<Void> {

    private final Source source;
    private final OpenSession session;
    private final Pacer pacer;
    private final Spool spool;
    private final SessionEnd sessionEnd;
    private final Map<String, StreamCounts> counts = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private long samplesRead;

    /** @param sessionEnd told when all of the session is in the spool */
    SourceFeed(Source source, OpenSession session, Pace pace, Spool spool, SessionEnd sessionEnd) {
        this.source = source.recording().isPresent() ? new ResumedSource(source, session.positions()) : source;
        this.session = session;
        pacer = new Pacer(source.isLive() ? Pace.FAST : pace);
        this.spool = spool;
        this.sessionEnd = sessionEnd;
    }

    /** What follows the last block of a session. */
    @FunctionalInterface
    interface SessionEnd {
        void ended(UUID session);
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        BlockAssembler assembler = new BlockAssembler(source, session, this::publish);
        try {
            readInto(assembler);
            assembler.flush();
            endSession();
        } catch (InterruptedException e) {
            if (!stopped) {
                throw e;
            }
            // A full spool has not taken the last samples in the time there was: they count as dropped.
        }
        return null;
    }

    /** A recording that is stopped goes on another time. */
    private void endSession() {
        if (!stopped || source.recording().isEmpty()) {
            sessionEnd.ended(session.id());
        }
    }

    private void readInto(BlockAssembler assembler) throws IOException, InterruptedException {
        Optional<SampleRun> run = next(assembler);
        while (run.isPresent()) {
            if (run.get() != SampleRun.NOTHING_YET) {
                samplesRead += run.get().samples().length;
                pacer.await(run.get());
                assembler.add(run.get());
            }
            if (source.isLive()) {
                assembler.flushIdle();
            }
            run = next(assembler);
        }
    }

    /** The next run, if there is one and it is still wanted. What was read before a failure goes to the spool. */
    private Optional<SampleRun> next(BlockAssembler assembler) throws IOException, InterruptedException {
        if (stopped) {
            return source.heldBack();
        }
        try {
            return source.next();
        } catch (IOException | RuntimeException e) {
            flushDespite(e, assembler);
            throw e;
        }
    }

    private void flushDespite(Exception failure, BlockAssembler assembler) throws InterruptedException {
        try {
            for (Optional<SampleRun> run = source.heldBack(); run.isPresent(); run = source.heldBack()) {
                samplesRead += run.get().samples().length;
                assembler.add(run.get());
            }
            assembler.flush();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Ends the feed after the run that it is at; what it has read goes to the spool. */
    void stop() {
        stopped = true;
        pacer.release();
    }

    /** How far this source is; may be asked by any thread. */
    EdgeProgress progress() {
        return counts.values().stream().map(SourceFeed::progressOf).reduce(EdgeProgress.NONE, EdgeProgress::plus);
    }

    private static EdgeProgress progressOf(StreamCounts count) {
        return new EdgeProgress(count.blocks(), count.derived() ? 0 : count.samples(), count.messageBytes(), 0);
    }

    /** What has become of the source; to be asked when the feed has ended. */
    SourceSummary summary() {
        return new SourceSummary(
                source.device(),
                session.algorithm(),
                session.id(),
                counts.values().stream()
                        .sorted(Comparator.comparing(StreamCounts::name))
                        .toList(),
                samplesRead,
                source.droppedSamples(),
                source.losses());
    }

    private void publish(Block block) throws IOException, InterruptedException {
        SampleStream stream = block.header().stream();
        byte[] message = BlockWriter.write(block);
        if (spool.append(stream.device(), message).isEmpty()) {
            return;
        }
        StreamCounts none = StreamCounts.none(stream, block instanceof DerivedBlock);
        counts.compute(none.name(), (name, count) -> (count == null ? none : count)
                .plus(block.header().sampleCount(), message.length));
    }
}

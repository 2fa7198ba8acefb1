package org.joulelake.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.joulelake.block.BlockWriter;
import org.joulelake.edge.assemble.BlockAssembler;
import org.joulelake.edge.assemble.BlockSink;
import org.joulelake.edge.power.DerivedPower;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.joulescope.Rehearsal;

/**
 * Cuts and packs made-up samples, and throws the messages away, until Java has compiled what does it. Interpreted, it takes
 * many times as long: instruments that send meanwhile fill the queue behind the driver, and lose samples.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final int ROUND_SECONDS = 1;

    /** As fast as that, and it is compiled: twelve instruments would be read in time. */
    private static final Duration FAST_ENOUGH = Duration.ofMillis(1_000 / 12);

    /** A host that is slow or busy must begin some time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private WarmUp() {}

    /** Returns when all is compiled, or after some seconds. */
    static void run() throws InterruptedException {
        long begin = System.nanoTime();
        long roundNanos;
        long nanos;
        do {
            long roundBegin = System.nanoTime();
            round(block -> BlockWriter.write(block));
            roundNanos = System.nanoTime() - roundBegin;
            nanos = System.nanoTime() - begin;
        } while (roundNanos > FAST_ENOUGH.toNanos() && nanos < LONGEST.toNanos());
        LOG.info(
                "Warmed up in {} ms; a second of an instrument takes {} ms",
                nanos / 1_000_000,
                roundNanos / 1_000_000 / ROUND_SECONDS);
    }

    /** Reads a second of an instrument, and hands on its blocks. */
    static void round(BlockSink sink) throws InterruptedException {
        Source source = DerivedPower.of(new Rehearsal(ROUND_SECONDS));
        OpenSession session = new OpenSession(new UUID(0, 0), source.device(), "", Optional.empty(), Map.of());
        BlockAssembler assembler = new BlockAssembler(source, session, sink);
        try {
            for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
                assembler.add(run.get());
            }
            assembler.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("neither the source nor the sink fails", e);
        }
    }
}

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

    /** After so many rounds that were no faster than one before, all is compiled. */
    private static final int ROUNDS_NO_FASTER = 4;

    /** A host that is slow or busy must begin some time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private WarmUp() {}

    /** Returns when all is compiled, or after some seconds. */
    static void run() throws InterruptedException {
        long begin = System.nanoTime();
        long fastestNanos = Long.MAX_VALUE;
        int noFaster = 0;
        long now = begin;
        while (noFaster < ROUNDS_NO_FASTER && now - begin < LONGEST.toNanos()) {
            long roundBegin = now;
            round(block -> BlockWriter.write(block));
            now = System.nanoTime();
            noFaster = now - roundBegin < fastestNanos ? 0 : noFaster + 1;
            fastestNanos = Math.min(fastestNanos, now - roundBegin);
        }
        LOG.info(
                "Warmed up in {} ms; a second of an instrument takes {} ms",
                (now - begin) / 1_000_000,
                fastestNanos / 1_000_000 / ROUND_SECONDS);
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

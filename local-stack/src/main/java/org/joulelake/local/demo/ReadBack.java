package org.joulelake.local.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.EdgeSummary;
import org.joulelake.edge.SourceSummary;
import org.joulelake.edge.StreamCounts;
import org.joulelake.ingest.BatchReport;
import org.joulelake.local.demo.LakeAnswers.StoredStream;
import org.joulelake.local.stack.LocalIngest;

/** Compares what the lake has with what the edge says it published, until the two agree. */
final class ReadBack {

    /** An ingest that commits nothing for so long is stuck. */
    private static final long PATIENCE_SECONDS = 60;

    private final LocalIngest ingest;
    private final BlockingQueue<BatchReport> batches;
    private final Map<String, StreamCounts> published = new HashMap<>();
    private final LakeAnswers answers;

    ReadBack(LocalIngest ingest, BlockingQueue<BatchReport> batches, EdgeSummary summary) {
        this.ingest = ingest;
        this.batches = batches;
        for (SourceSummary source : summary.sources()) {
            for (StreamCounts counts : source.streams()) {
                published.merge(key(source.session().toString(), counts.stream().signal()), counts, StreamCounts::plus);
            }
        }
        List<String> sessions = summary.sources().stream()
                .map(source -> source.session().toString())
                .toList();
        answers = new LakeAnswers(ingest.spark(), sessions);
    }

    /**
     * Waits until each published block can be queried, once.
     *
     * @throws CommandException if the ingest stops, commits nothing any more, or the lake has something else
     */
    void awaitComplete() throws InterruptedException {
        while (missingBlocks() > 0) {
            BatchReport batch = batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ingest.query().isActive()) {
                throw new CommandException("the ingest stopped: "
                        + ingest.query().exception().map(Throwable::getMessage).getOrElse(() -> "no word why"));
            }
            if (batch == null) {
                throw new CommandException(
                        "the lake lacks " + missingBlocks() + " published blocks, and nothing has come" + " for "
                                + PATIENCE_SECONDS + " s; power.quarantine may have them");
            }
        }
    }

    private long missingBlocks() {
        Map<String, StoredStream> stored = new HashMap<>();
        for (StoredStream stream : answers.storedStreams()) {
            stored.put(key(stream.session(), stream.signal()), stream);
        }
        return published.entrySet().stream()
                .mapToLong(entry -> missingBlocks(entry.getValue(), stored.get(entry.getKey())))
                .sum();
    }

    private static long missingBlocks(StreamCounts published, StoredStream stored) {
        if (stored == null) {
            return published.blocks();
        }
        long missing = published.blocks() - stored.distinct();
        boolean same = stored.complete() && stored.samples() == published.samples();
        if (missing < 0 || missing == 0 && !same) {
            throw new CommandException("the lake has " + stored + ", but published was " + published);
        }
        return missing;
    }

    private static String key(String session, String signal) {
        return session + "/" + signal;
    }
}

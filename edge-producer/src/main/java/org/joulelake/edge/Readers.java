package org.joulelake.edge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.SourceSupply;

/**
 * The threads of a run that read: one for each source, one that waits for each supply's next source. Any thread may ask how
 * far they are, or stop them.
 */
final class Readers {

    private final ExecutorService threads = Executors.newCachedThreadPool(Readers::thread);
    private final ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
    private final List<SourceFeed> feeds = new ArrayList<>();
    private final Set<SourceFeed> sessions = new LinkedHashSet<>();
    private final List<SourceSupply> supplies = new ArrayList<>();
    private final Map<String, SourceSummary> endedSessions = new TreeMap<>();
    private EdgeProgress endedProgress = EdgeProgress.NONE;
    private int unfinished;
    private boolean stopped;

    /** Makes the feed of a source that a supply has handed out, in a session of its own. */
    @FunctionalInterface
    interface FeedMaker {
        SourceFeed feed(Source source);
    }

    /** Reads a source. */
    synchronized void read(SourceFeed feed) {
        feeds.add(feed);
        if (stopped) {
            feed.stop();
        }
        submit(feed);
    }

    /** Reads each source of a supply, as it comes. */
    synchronized void read(SourceSupply supply, FeedMaker maker) {
        supplies.add(supply);
        if (stopped) {
            supply.stop();
        }
        submit(() -> readAll(supply, maker));
    }

    private Void readAll(SourceSupply supply, FeedMaker maker) throws InterruptedException {
        try {
            for (Optional<Source> source = supply.next(); source.isPresent(); source = supply.next()) {
                begin(source.get(), maker.feed(source.get()));
            }
        } catch (InterruptedException e) {
            if (!isStopped()) {
                throw e;
            }
        }
        return null;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void begin(Source source, SourceFeed feed) {
        sessions.add(feed);
        if (stopped) {
            feed.stop();
        }
        submit(() -> {
            try (Source closing = source) {
                return feed.call();
            } finally {
                ended(feed);
            }
        });
    }

    private synchronized void ended(SourceFeed feed) {
        sessions.remove(feed);
        endedProgress = endedProgress.plus(feed.progress());
        SourceSummary summary = feed.summary();
        endedSessions.merge(summary.device(), summary, SourceSummary::followedBy);
    }

    private void submit(Callable<Void> work) {
        unfinished++;
        running.submit(work);
    }

    /**
     * Waits for the end of one that reads.
     *
     * @return false if none has ended in this time, and some still read
     * @throws IOException if it failed
     */
    boolean awaitOne(long millis) throws IOException, InterruptedException {
        Future<Void> ended = running.poll(millis, TimeUnit.MILLISECONDS);
        if (ended == null) {
            return false;
        }
        synchronized (this) {
            unfinished--;
        }
        try {
            ended.get();
            return true;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Whether all have ended. */
    synchronized boolean areDone() {
        return unfinished == 0;
    }

    /** Ends the reading; blocks that are begun are handed on. */
    synchronized void stop() {
        stopped = true;
        supplies.forEach(SourceSupply::stop);
        all().forEach(SourceFeed::stop);
    }

    /** Ends those that still read, even if they wait for room. */
    void interrupt() {
        threads.shutdownNow();
    }

    /** Lets those that still read hand on what they have, then ends them. */
    void end(long graceMillis) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(graceMillis, TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
            threads.awaitTermination(graceMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** How far they are. */
    synchronized EdgeProgress progress() {
        return all().stream().map(SourceFeed::progress).reduce(endedProgress, EdgeProgress::plus);
    }

    /** What became of each source, and of each device that had sessions; to be asked when all have ended. */
    synchronized List<SourceSummary> summaries() {
        List<SourceSummary> summaries =
                new ArrayList<>(feeds.stream().map(SourceFeed::summary).toList());
        summaries.addAll(endedSessions.values());
        return summaries;
    }

    private Collection<SourceFeed> all() {
        List<SourceFeed> all = new ArrayList<>(feeds);
        all.addAll(sessions);
        return all;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "edge-source");
        thread.setDaemon(true);
        return thread;
    }
}

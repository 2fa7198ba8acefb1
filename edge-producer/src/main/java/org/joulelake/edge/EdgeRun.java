package org.joulelake.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.send.Readiness;
import org.joulelake.edge.send.Sender;
import org.joulelake.edge.send.SenderCounts;
import org.joulelake.edge.send.SenderSettings;
import org.joulelake.edge.send.Topics;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.Spool;
import org.joulelake.edge.spool.SpoolCounts;
import org.joulelake.edge.spool.TrimAfter;
import org.joulelake.edge.trim.LakeTrimmer;

/**
 * One run of the edge: a thread for each source puts blocks into the spool, the sender takes them from there to Kafka.
 * Open it, {@link #run} it once, close it; {@link #stop} and {@link #progress} may be called by other threads meanwhile.
 */
public final class EdgeRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeRun.class);

    /** Folder in the spool's for messages that the topic refuses. */
    static final String ASIDE = "aside";

    /** How long a run that is stopped, or has failed, may take to spool and to send what it has read. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    /** How long closing waits for messages that are on their way to Kafka. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** How often a run looks whether its sender still sends. */
    private static final long SENDER_CHECK_MILLIS = 200;

    private final List<OpenSource> sources;
    private final List<SourceFeed> feeds;
    private final SegmentedSpool spool;
    private final Sender sender;
    private final Optional<LakeTrimmer> trimmer;
    private final SessionLog sessionLog;
    private final Collection<UUID> atEnd;
    private final Grace grace = new Grace(STOP_GRACE);

    private EdgeRun(
            List<OpenSource> sources,
            List<SourceFeed> feeds,
            SegmentedSpool spool,
            Sender sender,
            Optional<LakeTrimmer> trimmer,
            SessionLog sessionLog,
            Collection<UUID> atEnd) {
        this.sources = sources;
        this.feeds = feeds;
        this.spool = spool;
        this.sender = sender;
        this.trimmer = trimmer;
        this.sessionLog = sessionLog;
        this.atEnd = atEnd;
    }

    /**
     * Opens sources and spool, and makes sure that a broker answers and the topic is there, unless the run shall begin
     * without.
     *
     * @throws CommandException if any of these cannot be had
     */
    public static EdgeRun open(EdgeSettings settings) throws InterruptedException {
        List<OpenSource> sources = new ArrayList<>();
        SegmentedSpool spool = null;
        try {
            for (SourceRequest request : settings.sources()) {
                sources.add(SourceFactory.open(request));
            }
            SessionLog sessionLog = new SessionLog();
            spool = SegmentedSpool.open(settings.spool(), sessionLog);
            Readiness readiness = readiness(settings, spool);
            Collection<UUID> atEnd = new ConcurrentLinkedQueue<>();
            List<SourceFeed> feeds = feeds(settings, sources, spool, sessionLog, atEnd);
            Sender sender = sender(settings, spool, readiness);
            return new EdgeRun(sources, feeds, spool, sender, trimmer(settings, spool, sender), sessionLog, atEnd);
        } catch (RuntimeException | InterruptedException e) {
            closeAll(sources, spool);
            throw e;
        }
    }

    private static List<SourceFeed> feeds(
            EdgeSettings settings,
            List<OpenSource> sources,
            SegmentedSpool spool,
            SessionLog sessionLog,
            Collection<UUID> atEnd) {
        Sessions sessions = new Sessions(sessionLog, settings.newSessions());
        List<SourceFeed> feeds = new ArrayList<>();
        for (OpenSource open : sources) {
            feeds.add(new SourceFeed(open.source(), sessions.of(open), settings.pace(), spool, atEnd::add));
        }
        saveOrTell(spool);
        return feeds;
    }

    /** A session that is not saved as ended goes on at its end another time. */
    private static void saveOrTell(SegmentedSpool spool) {
        try {
            spool.save();
        } catch (IOException e) {
            LOG.warn("The spool cannot note which sessions are open: {}", e.getMessage());
        }
    }

    /**
     * Reads all sources to their ends, or until stopped, and waits until Kafka has acknowledged every block. A run that
     * is stopped waits some seconds only: the summary says what remains in the spool, and what a full one did not take.
     *
     * @throws IOException if a source, the spool or the sender failed; what was accepted before is in the spool
     */
    public EdgeSummary run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(feeds.size(), EdgeRun::thread);
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
            feeds.forEach(running::submit);
            for (int ended = 0; ended < feeds.size(); ended++) {
                awaitNext(running, threads);
            }
            sender.awaitDrained(grace::isOver);
            endSessions();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            stop();
            end(threads);
        }
        return new EdgeSummary(
                feeds.stream().map(SourceFeed::summary).toList(),
                spool.backlog(),
                sender.counts().asideMessages(),
                spool.counts());
    }

    /**
     * A session ends when Kafka has all of the run. Were it ended with its last sample, an edge that is killed while others
     * still measure, or while it sends the rest, would play its recording again, in another session.
     */
    private void endSessions() {
        if (spool.backlog() == 0) {
            atEnd.forEach(sessionLog::end);
            saveOrTell(spool);
        }
    }

    /** Ends reading; blocks that are begun go to the spool as they are. */
    public void stop() {
        grace.begin();
        feeds.forEach(SourceFeed::stop);
    }

    /** How far the run is. */
    public EdgeProgress progress() {
        return feeds.stream()
                .map(SourceFeed::progress)
                .reduce(EdgeProgress.NONE, EdgeProgress::plus)
                .withBacklog(spool.backlog());
    }

    /** What the spool has lost so far. */
    public SpoolCounts spoolCounts() {
        return spool.counts();
    }

    /** What the sender has done so far. */
    public SenderCounts senderCounts() {
        return sender.counts();
    }

    @Override
    public void close() {
        trimmer.ifPresent(LakeTrimmer::close);
        sender.close(CLOSE_TIMEOUT);
        closeAll(sources, spool);
    }

    /** Waits for the end of one more feed. A sender that has failed ends the wait: the spool would only fill up. */
    private void awaitNext(ExecutorCompletionService<Void> running, ExecutorService threads)
            throws IOException, InterruptedException, ExecutionException {
        Future<Void> ended = running.poll(SENDER_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        while (ended == null) {
            Optional<Exception> failure = sender.failure();
            if (failure.isPresent()) {
                throw new IOException(failure.get().getMessage(), failure.get());
            }
            if (grace.isOver()) {
                threads.shutdownNow();
            }
            ended = running.poll(SENDER_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
        ended.get();
    }

    /** Lets feeds that still run put what they have into the spool, before it is closed. */
    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
            threads.awaitTermination(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Sender sender(EdgeSettings settings, Spool spool, Readiness readiness) {
        KafkaTarget kafka = settings.kafka();
        Path aside = settings.spool().directory().resolve(ASIDE);
        return Sender.start(spool, new HashMap<>(kafka.settings()), SenderSettings.of(kafka.topic(), aside, readiness));
    }

    private static Optional<LakeTrimmer> trimmer(EdgeSettings settings, SegmentedSpool spool, Sender sender) {
        if (settings.spool().trimAfter() != TrimAfter.LAKE) {
            return Optional.empty();
        }
        KafkaTarget kafka = settings.kafka();
        return Optional.of(
                LakeTrimmer.start(spool, new HashMap<>(kafka.settings()), kafka.commitsTopic(), sender::sendAgain));
    }

    /** What the sender needs: a broker and the topic. It is looked for at once, unless the run may begin without. */
    private static Readiness readiness(EdgeSettings settings, Spool spool) throws InterruptedException {
        KafkaTarget kafka = settings.kafka();
        Map<String, Object> client = new HashMap<>(kafka.settings());
        Readiness readiness = () -> Topics.ensure(client, kafka.topic(), kafka.partitions(), kafka.connectTimeout());
        try {
            if (!kafka.waitForBroker()) {
                readiness.check();
            }
            return readiness;
        } catch (CommandException e) {
            long backlog = spool.backlog();
            if (backlog == 0) {
                throw e;
            }
            throw new CommandException(
                    "%s; %,d messages of an earlier run stay in the spool %s"
                            .formatted(e.getMessage(), backlog, settings.spool().directory()),
                    e);
        }
    }

    private static void closeAll(List<OpenSource> sources, Spool spool) {
        try (Spool last = spool) {
            for (OpenSource source : sources) {
                source.close();
            }
        } catch (IOException e) {
            throw new CommandException("cannot close the spool or a source: " + e.getMessage(), e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "edge-source");
        thread.setDaemon(true);
        return thread;
    }
}

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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.send.Readiness;
import org.joulelake.edge.send.Sender;
import org.joulelake.edge.send.SenderCounts;
import org.joulelake.edge.send.SenderSettings;
import org.joulelake.edge.send.Topics;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.joulescope.Tally;
import org.joulelake.edge.source.joulescope.driver.SharedDriver;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.Spool;
import org.joulelake.edge.spool.SpoolCounts;
import org.joulelake.edge.spool.TrimAfter;
import org.joulelake.edge.trim.LakeTrimmer;

/**
 * One run of the edge: a thread for each source, and for each session of an instrument, puts blocks into the spool, the sender takes them from there to Kafka.
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
    private final List<OpenSupply> supplies;
    private final List<SourceFeed> feeds;
    private final Readers readers = new Readers();
    private final Sessions sessions;
    private final SegmentedSpool spool;
    private final Sender sender;
    private final Optional<LakeTrimmer> trimmer;
    private final SessionLog sessionLog;
    private final Collection<UUID> atEnd;
    private final boolean derivePower;
    private final Grace grace = new Grace(STOP_GRACE);

    private EdgeRun(
            List<OpenSource> sources,
            List<OpenSupply> supplies,
            List<SourceFeed> feeds,
            Sessions sessions,
            SegmentedSpool spool,
            Sender sender,
            Optional<LakeTrimmer> trimmer,
            SessionLog sessionLog,
            Collection<UUID> atEnd,
            boolean derivePower) {
        this.sources = sources;
        this.supplies = supplies;
        this.feeds = feeds;
        this.sessions = sessions;
        this.spool = spool;
        this.sender = sender;
        this.trimmer = trimmer;
        this.sessionLog = sessionLog;
        this.atEnd = atEnd;
        this.derivePower = derivePower;
    }

    /**
     * Opens sources and spool, and makes sure that a broker answers and the topic is there, unless the run shall begin
     * without.
     *
     * @throws CommandException if any of these cannot be had
     */
    public static EdgeRun open(EdgeSettings settings) throws InterruptedException {
        return open(settings, SharedDriver::open);
    }

    /** As {@link #open(EdgeSettings)}, with the driver of the instruments from somewhere else. */
    public static EdgeRun open(EdgeSettings settings, DriverOpener driver) throws InterruptedException {
        List<OpenSource> sources = new ArrayList<>();
        List<OpenSupply> supplies = new ArrayList<>();
        SegmentedSpool spool = null;
        try {
            for (SourceRequest request : settings.sources()) {
                if (!InstrumentFactory.isFor(request)) {
                    OpenSource open = SourceFactory.open(request);
                    sources.add(settings.derivePower() ? open.withDerivedPower() : open);
                }
            }
            supplies.addAll(InstrumentFactory.open(settings.sources(), settings.instruments(), driver));
            if (!supplies.isEmpty()) {
                WarmUp.run();
            }
            SessionLog sessionLog = new SessionLog();
            spool = SegmentedSpool.open(settings.spool(), sessionLog);
            Readiness readiness = readiness(settings, spool);
            Collection<UUID> atEnd = new ConcurrentLinkedQueue<>();
            Sessions sessions = new Sessions(sessionLog, settings.newSessions());
            List<SourceFeed> feeds = feeds(settings, sources, spool, sessions, atEnd);
            Sender sender = sender(settings, spool, readiness);
            return new EdgeRun(
                    sources,
                    supplies,
                    feeds,
                    sessions,
                    spool,
                    sender,
                    trimmer(settings, spool, sender),
                    sessionLog,
                    atEnd,
                    settings.derivePower());
        } catch (RuntimeException | InterruptedException e) {
            closeAll(sources, supplies, spool);
            throw e;
        }
    }

    private static List<SourceFeed> feeds(
            EdgeSettings settings,
            List<OpenSource> sources,
            SegmentedSpool spool,
            Sessions sessions,
            Collection<UUID> atEnd) {
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
        try {
            feeds.forEach(readers::read);
            supplies.forEach(supply -> readers.read(supply.instruments(), source -> session(source, supply)));
            awaitReaders();
            sender.awaitDrained(grace::isOver);
            endSessions();
        } finally {
            stop();
            readers.end(STOP_GRACE.toMillis());
        }
        return new EdgeSummary(
                readers.summaries(), spool.backlog(), sender.counts().asideMessages(), spool.counts());
    }

    /** What an instrument measured cannot be read again: its session has ended when all of it is in the spool. */
    private SourceFeed session(Source source, OpenSupply supply) {
        OpenSource open = new OpenSource(source, supply.algorithm());
        OpenSource fed = derivePower ? open.withDerivedPower() : open;
        return new SourceFeed(fed.source(), sessions.of(fed), Pace.FAST, spool, sessionLog::end);
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
        readers.stop();
    }

    /** How far the run is. */
    public EdgeProgress progress() {
        return readers.progress().withBacklog(spool.backlog());
    }

    /** What the spool has lost so far. */
    public SpoolCounts spoolCounts() {
        return spool.counts();
    }

    /** What the sender has done so far. */
    public SenderCounts senderCounts() {
        return sender.counts();
    }

    /** What went wrong with each instrument so far, by the name of the device. */
    public Map<String, Tally> instrumentTallies() {
        Map<String, Tally> tallies = new TreeMap<>();
        supplies.forEach(supply -> tallies.putAll(supply.instruments().tallies()));
        return tallies;
    }

    @Override
    public void close() {
        trimmer.ifPresent(LakeTrimmer::close);
        sender.close(CLOSE_TIMEOUT);
        closeAll(sources, supplies, spool);
    }

    /** Waits for all that read. A sender that has failed ends the wait: the spool would only fill up. */
    private void awaitReaders() throws IOException, InterruptedException {
        while (!readers.areDone()) {
            if (!readers.awaitOne(SENDER_CHECK_MILLIS)) {
                Optional<Exception> failure = sender.failure();
                if (failure.isPresent()) {
                    throw new IOException(failure.get().getMessage(), failure.get());
                }
                if (grace.isOver()) {
                    readers.interrupt();
                }
            }
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

    private static void closeAll(List<OpenSource> sources, List<OpenSupply> supplies, Spool spool) {
        supplies.forEach(OpenSupply::close);
        try (Spool last = spool) {
            for (OpenSource source : sources) {
                source.close();
            }
        } catch (IOException e) {
            throw new CommandException("cannot close the spool or a source: " + e.getMessage(), e);
        }
    }
}

package org.joulelake.edge.trim;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.block.CommitAnnouncement;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.SpoolEntry;
import org.joulelake.edge.trouble.Obstruction;

/**
 * Releases the oldest segment of a spool when the lake has announced that all its blocks are committed, on a thread of
 * its own. A block that the lake has gone on without (lost, or in quarantine) is sent once more.
 */
public final class LakeTrimmer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LakeTrimmer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SegmentedSpool spool;
    private final Supplier<CommitReader> readers;
    private final Consumer<SpoolEntry> resend;
    private final Obstruction obstruction;
    private final Set<Long> resent = new HashSet<>();
    private final Thread thread = new Thread(this::run, "lake-trimmer");
    private List<Block> oldest = List.of();
    private long oldestEnd;
    private volatile boolean stopped;

    /** A block of the oldest segment. */
    private record Block(SampleStream stream, long sequence, long position) {}

    private LakeTrimmer(
            SegmentedSpool spool, String topic, Supplier<CommitReader> readers, Consumer<SpoolEntry> resend) {
        this.spool = spool;
        this.readers = readers;
        this.resend = resend;
        obstruction =
                new Obstruction("the spool cannot learn from topic " + topic + " what is in the lake, it keeps all");
    }

    /**
     * Starts to trim, on a daemon thread.
     *
     * @param kafkaSettings {@code bootstrap.servers}, security; settings that are a producer's only are passed over
     * @param topic of the announcements
     * @param resend sends a block again that the lake misses
     */
    public static LakeTrimmer start(
            SegmentedSpool spool, Map<String, Object> kafkaSettings, String topic, Consumer<SpoolEntry> resend) {
        LakeTrimmer trimmer = new LakeTrimmer(spool, topic, () -> new CommitReader(kafkaSettings, topic), resend);
        trimmer.thread.setDaemon(true);
        trimmer.thread.start();
        return trimmer;
    }

    /** Ends the thread; what was not released stays in the spool. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                trimUntilTrouble();
                TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("The trimmer was told to stop");
        }
    }

    private void trimUntilTrouble() throws InterruptedException {
        try (CommitReader commits = readers.get()) {
            while (!stopped) {
                commits.poll(POLL);
                if (commits.hasTopic()) {
                    obstruction.over();
                } else {
                    obstruction.met("there is no such topic yet");
                    TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
                }
                while (releaseOldest(commits)) {
                    LOG.debug("The lake has all up to position {}", oldestEnd);
                }
            }
        } catch (InterruptException | WakeupException e) {
            throw new InterruptedException();
        } catch (KafkaException | IOException e) {
            obstruction.met(String.valueOf(e.getMessage()));
        }
    }

    /** Releases the oldest segment if all of it is in the lake. */
    private boolean releaseOldest(CommitReader commits) throws IOException {
        OptionalLong end = spool.oldestAcknowledgedEnd();
        if (end.isEmpty()) {
            return false;
        }
        if (end.getAsLong() != oldestEnd) {
            oldest = blocksUpTo(end.getAsLong());
            oldestEnd = end.getAsLong();
        }
        boolean all = true;
        for (Block block : oldest) {
            Optional<CommitAnnouncement> announced = commits.of(block.stream());
            all &= announced.isPresent() && announced.get().isCommitted(block.sequence());
            if (announced.isPresent() && announced.get().isMissing(block.sequence())) {
                sendAgain(block);
            }
        }
        if (all) {
            spool.release(oldestEnd);
            resent.removeIf(position -> position <= oldestEnd);
        }
        return all;
    }

    private List<Block> blocksUpTo(long end) throws IOException {
        List<Block> blocks = new ArrayList<>();
        spool.scan(0, end, entry -> header(entry).ifPresent(blocks::add));
        return blocks;
    }

    private void sendAgain(Block block) throws IOException {
        if (resent.add(block.position())) {
            LOG.warn(
                    "The lake misses block {} of {} of {}: it is sent again",
                    block.sequence(),
                    block.stream().signal(),
                    block.stream().device());
            spool.scan(block.position(), block.position(), resend);
        }
    }

    private static Optional<Block> header(SpoolEntry entry) {
        try {
            BlockHeader header = BlockReader.readHeader(entry.message());
            return Optional.of(new Block(header.stream(), header.sequence(), entry.position()));
        } catch (BlockFormatException e) {
            LOG.debug("Message {} is no block: {}", entry.position(), e.getMessage());
            return Optional.empty();
        }
    }
}

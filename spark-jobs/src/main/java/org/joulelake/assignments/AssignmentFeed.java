package org.joulelake.assignments;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.joulelake.catalog.AssignmentsTable;

/**
 * Keeps {@code power.assignments} up with its topic, on a thread of its own: what the topic says about a device and a
 * time replaces what the table says, and what the topic does not mention stays. There may be no topic, and several feeds
 * at once; what goes wrong is logged and tried again.
 */
public final class AssignmentFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AssignmentFeed.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Others may commit at the same moment; each time, one of them gets through. */
    private static final int ATTEMPTS = 20;

    private final Map<String, String> kafka;
    private final String topicName;
    private final Catalog catalog;
    private final NewestAssignments newest = new NewestAssignments();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "assignment-feed");

    /** Null before the first look and after a failure. */
    private AssignmentTopic topic;

    private boolean isUpToDate;
    private boolean failing;

    private AssignmentFeed(Map<String, String> kafka, String topic, Catalog catalog) {
        this.kafka = Map.copyOf(kafka);
        this.topicName = topic;
        this.catalog = catalog;
    }

    /**
     * Starts on a daemon thread; returns at once.
     *
     * @param kafka settings of the Kafka client, {@code bootstrap.servers} among them
     * @param topic of the assignments
     * @param catalog with the table; stays open for as long as the feed runs
     */
    public static AssignmentFeed start(Map<String, String> kafka, String topic, Catalog catalog) {
        AssignmentFeed feed = new AssignmentFeed(kafka, topic, catalog);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    /** Ends the thread after what it is at: at least one look at the topic. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(GRACE.toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                lookAndTell();
            } while (!stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("The feed of assignments was told to stop");
        } finally {
            closeTopic();
        }
    }

    private void lookAndTell() throws InterruptedException {
        try {
            look();
            if (failing) {
                failing = false;
                LOG.info("Topic {} is taken in again", topicName);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            closeTopic();
            if (!failing) {
                failing = true;
                LOG.warn("Topic {} cannot be taken in, it is tried again: {}", topicName, firstCause(e));
            }
        }
    }

    private void look() throws InterruptedException {
        if (topic == null) {
            topic = new AssignmentTopic(kafka, topicName, newest);
        }
        if (topic.readToEnd()) {
            isUpToDate = false;
        }
        if (!isUpToDate && !newest.algorithms().isEmpty()) {
            update();
        }
        isUpToDate = true;
    }

    /**
     * The table is read before the topic: so this feed knows all that any other one has put into the table, and does not
     * take it back.
     */
    private void update() throws InterruptedException {
        Table table = catalog.loadTable(AssignmentsTable.ID);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            AssignmentRows rows = AssignmentRows.read(table);
            topic.readToEnd();
            if (rows.update(newest.algorithms())) {
                return;
            }
        }
        throw new IllegalStateException("others write to " + AssignmentsTable.ID + " all the time");
    }

    /** Kafka's clients say in the outer ones only that something failed. */
    private static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private void closeTopic() {
        if (topic != null) {
            topic.close();
            topic = null;
        }
    }
}

package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.spool.Spool;
import org.joulelake.edge.spool.SpoolEntry;

/**
 * Sends what is in a spool to a Kafka topic, in order, and acknowledges to the spool what Kafka has acknowledged.
 *
 * <pre>
 * spool --poll--> sender thread --send--> producer's buffer --> broker
 *   ^                 |    ^                                      |
 *   +--acknowledge----+    +-------- acknowledged prefix <--------+
 * </pre>
 *
 * It never gives up: whatever is wrong is waited out, and told, while the spool grows. Where the producer itself cannot
 * go on (a permission is missing, its topic is gone) a new one begins with the first message that is not acknowledged;
 * so some may be sent again, as after a crash. A message that the topic refuses for what it is goes {@link Aside}, and
 * those behind it are sent. Only an error in this process ends the sender; it is kept as its {@link #failure()}.
 */
public final class Sender implements AutoCloseable {

    /** Longest time that {@link #close()} waits for acknowledgements. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** What the thread needs beside the waiting for acknowledgements. */
    private static final Duration JOIN_GRACE = Duration.ofSeconds(1);

    private static final Duration DRAIN_CHECK = Duration.ofMillis(50);

    private final Spool spool;
    private final Producers producers;
    private final SenderSettings settings;
    private final Aside aside;
    private final Patience patience;
    private final SenderTally tally = new SenderTally();
    private final Queue<SpoolEntry> again = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "kafka-sender");

    /** Guards the fields below. */
    private final Object monitor = new Object();

    private Duration closeTimeout = CLOSE_TIMEOUT;
    private IOException failure;
    private boolean stopping;

    private Sender(Spool spool, Producers producers, SenderSettings settings) {
        this.spool = spool;
        this.producers = producers;
        this.settings = settings;
        aside = new Aside(settings.aside(), settings.asideMaxBytes());
        patience = new Patience(settings.topic(), settings.readiness(), settings.patience());
    }

    /** Makes a producer whenever one is needed. */
    @FunctionalInterface
    interface Producers {
        Producer<String, byte[]> begin() throws InterruptedException;
    }

    /**
     * Starts to send on a daemon thread of its own, which from now on is the one that polls the spool. Brokers need not
     * be there yet. Closing the sender leaves the spool open; to send the rest, open the spool anew.
     *
     * @param producerSettings of Kafka's producer: {@code bootstrap.servers}, security, whatever shall differ from
     *     {@link ProducerDefaults}
     * @throws CommandException if Kafka's client does not accept the settings
     */
    public static Sender start(Spool spool, Map<String, Object> producerSettings, SenderSettings settings) {
        Map<String, Object> all = ProducerDefaults.overriddenBy(producerSettings);
        try {
            new KafkaProducer<String, byte[]>(all).close(Duration.ZERO);
        } catch (KafkaException e) {
            if (!KafkaTrouble.isUnresolved(e)) {
                throw KafkaTrouble.settings(producerSettings, e);
            }
        }
        return start(
                spool, () -> new KafkaProducer<>(BatchSize.fitting(settings.topic(), producerSettings, all)), settings);
    }

    static Sender start(Spool spool, Producers producers, SenderSettings settings) {
        Sender sender = new Sender(spool, producers, settings);
        sender.thread.setDaemon(true);
        sender.thread.start();
        return sender;
    }

    /** Why the sender has ended by itself; empty while it has not. */
    public Optional<Exception> failure() {
        synchronized (monitor) {
            return Optional.ofNullable(failure);
        }
    }

    /** What the sender has done so far. */
    public SenderCounts counts() {
        return tally.counts(aside.count());
    }

    /** Sends a message once more that was acknowledged before; whether it arrives is not waited for. */
    public void sendAgain(SpoolEntry entry) {
        again.add(entry);
    }

    /**
     * Waits until all that was appended to the spool before this call is on Kafka, or set aside.
     *
     * @throws IOException if the sender has failed or was closed before
     */
    public void awaitDrained() throws IOException, InterruptedException {
        awaitDrained(() -> false);
    }

    /**
     * As {@link #awaitDrained()}, but waits no longer once it is told to give up; then the spool has a backlog.
     *
     * @param giveUp asked a few times a second
     * @throws IOException if the sender has failed or was closed before
     */
    public void awaitDrained(BooleanSupplier giveUp) throws IOException, InterruptedException {
        long target = spool.lastPosition();
        synchronized (monitor) {
            while (spool.acknowledgedPosition() < target && !giveUp.getAsBoolean()) {
                requireSending();
                monitor.wait(DRAIN_CHECK.toMillis());
            }
        }
    }

    /**
     * Stops to send and waits for the acknowledgement of what is under way. May be called again.
     *
     * @param timeout longest time to wait
     * @return entries that remain in the spool
     */
    public long close(Duration timeout) {
        synchronized (monitor) {
            if (!stopping) {
                stopping = true;
                closeTimeout = timeout;
            }
        }
        thread.interrupt();
        try {
            thread.join(timeout.plus(JOIN_GRACE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return spool.backlog();
    }

    /** As {@link #close(Duration)} with {@link #CLOSE_TIMEOUT}. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    private void run() {
        try {
            Backoff backoff = new Backoff();
            while (isSending()) {
                long before = tally.acknowledgedMessages.get();
                transmit();
                if (tally.acknowledgedMessages.get() > before) {
                    backoff.reset();
                }
                backoff.pause(this::isSending);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("Sender to topic {} was told to stop", settings.topic());
        } catch (Error e) {
            // An error too: nobody would hear of a thread that is gone, and who waits for it would wait forever.
            fail(new IOException("cannot send to topic %s: %s".formatted(settings.topic(), e), e));
        }
    }

    /** Lets a new producer send until it can no longer; whatever went wrong has been told then. */
    private void transmit() throws InterruptedException {
        Transmission transmission = null;
        try {
            settings.readiness().check();
            transmission = new Transmission(
                    spool, producers.begin(), settings.topic(), aside, again, tally, patience, this::isSending);
            if (tally.producers.getAndIncrement() == 0) {
                transmission.sendAside();
            }
            transmission.run();
        } catch (InterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            patience.failed(KafkaTrouble.reason(e));
        } finally {
            end(transmission);
        }
    }

    private void end(Transmission transmission) {
        if (transmission == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            transmission.close(isSending() ? Duration.ZERO : closeTimeout());
            spool.rewind();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The spool does not know the last acknowledgements, they are sent again: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration closeTimeout() {
        synchronized (monitor) {
            return closeTimeout;
        }
    }

    private void fail(IOException cause) {
        synchronized (monitor) {
            if (failure == null && !stopping) {
                LOG.error("Sending has ended: {}", cause.getMessage());
                failure = cause;
                monitor.notifyAll();
            }
        }
    }

    private boolean isSending() {
        synchronized (monitor) {
            return !stopping && failure == null;
        }
    }

    private void requireSending() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (stopping) {
            throw new IOException("the sender to topic %s was closed with %,d messages still in the spool"
                    .formatted(settings.topic(), spool.backlog()));
        }
    }
}

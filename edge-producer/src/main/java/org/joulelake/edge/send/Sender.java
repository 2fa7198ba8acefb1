package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
 * An outage of any length is waited out: nothing is dropped, the spool grows. What cannot heal by waiting (a message too
 * large, no permission, no such topic) ends the sender and is kept as its {@link #failure()}; the spool keeps all that
 * was not acknowledged. After a crash some messages may be sent a second time.
 */
public final class Sender implements AutoCloseable {

    /** Longest time that {@link #close()} waits for acknowledgements. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** Time after which a topic that no broker knows counts as missing. */
    public static final Duration UNKNOWN_TOPIC_PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHILE_IN_FLIGHT = Duration.ofMillis(10);

    private final Spool spool;
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final Readiness readiness;
    private final UnknownTopicWatch unknownTopic;
    private final Delivery.Listener deliveries = new Deliveries();
    private final Thread thread = new Thread(this::run, "kafka-sender");
    private final AcknowledgedPrefix prefix = new AcknowledgedPrefix();
    private final Set<String> begunKeys = new HashSet<>();
    private final AtomicLong sentMessages = new AtomicLong();
    private final AtomicLong acknowledgedMessages = new AtomicLong();
    private final AtomicLong acknowledgedBytes = new AtomicLong();

    /** Guards the fields below; acknowledging to the spool and counting it are one step under it. */
    private final Object monitor = new Object();

    /** Entries acknowledged to the spool. */
    private long drainedEntries;

    private IOException failure;
    private boolean stopping;

    private Sender(
            Spool spool,
            Producer<String, byte[]> producer,
            String topic,
            Duration unknownTopicPatience,
            Readiness readiness) {
        this.spool = spool;
        this.producer = producer;
        this.topic = topic;
        this.readiness = readiness;
        this.unknownTopic = new UnknownTopicWatch(unknownTopicPatience);
    }

    /**
     * Starts to send on a daemon thread of its own, which from now on is the one that polls the spool. Brokers need not
     * be there yet. Closing the sender leaves the spool open; to send the rest, open the spool anew.
     *
     * @param producerSettings of Kafka's producer: {@code bootstrap.servers}, security, whatever shall differ from
     *     {@link ProducerDefaults}
     * @param readiness what the thread waits for before it sends anything
     * @throws CommandException if Kafka's client does not accept the settings
     */
    public static Sender start(Spool spool, Map<String, Object> producerSettings, String topic, Readiness readiness) {
        try {
            Producer<String, byte[]> producer = new KafkaProducer<>(ProducerDefaults.overriddenBy(producerSettings));
            return start(spool, producer, topic, UNKNOWN_TOPIC_PATIENCE, readiness);
        } catch (KafkaException e) {
            throw KafkaTrouble.settings(producerSettings, e);
        }
    }

    /** As {@link #start(Spool, Map, String, Readiness)}, but everything is ready. */
    public static Sender start(Spool spool, Map<String, Object> producerSettings, String topic) {
        return start(spool, producerSettings, topic, Readiness.NOW);
    }

    static Sender start(
            Spool spool,
            Producer<String, byte[]> producer,
            String topic,
            Duration unknownTopicPatience,
            Readiness readiness) {
        Sender sender = new Sender(spool, producer, topic, unknownTopicPatience, readiness);
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

    /** Messages handed to Kafka's producer. */
    public long sentMessages() {
        return sentMessages.get();
    }

    /** Messages that Kafka has acknowledged. */
    public long acknowledgedMessages() {
        return acknowledgedMessages.get();
    }

    /** Bytes of the messages that Kafka has acknowledged, without keys. */
    public long acknowledgedBytes() {
        return acknowledgedBytes.get();
    }

    /**
     * Waits until Kafka has acknowledged all that was appended to the spool before this call.
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
        synchronized (monitor) {
            long target = drainedEntries + spool.backlog();
            while (drainedEntries < target && spool.backlog() > 0 && !giveUp.getAsBoolean()) {
                requireSending();
                monitor.wait(IDLE_POLL.toMillis());
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
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        synchronized (monitor) {
            stopping = true;
            monitor.notifyAll();
        }
        thread.interrupt();
        boolean interrupted = !joined(deadlineNanos);
        producer.close(interrupted ? Duration.ZERO : remaining(deadlineNanos));
        if (!thread.isAlive()) {
            acknowledgeLast();
        }
        if (interrupted) {
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
            readiness.await();
            while (isSending()) {
                Optional<SpoolEntry> entry = spool.poll(prefix.inFlight() ? POLL_WHILE_IN_FLIGHT : IDLE_POLL);
                if (entry.isPresent()) {
                    send(entry.get());
                }
                acknowledgeToSpool();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("Sender to topic {} was told to stop", topic);
        } catch (IOException e) {
            fail(e);
        } catch (CommandException e) {
            fail(new IOException(e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            // An error too: nobody would hear of a thread that is gone, and who waits for it would wait forever.
            fail(new IOException("cannot send to topic %s: %s".formatted(topic, e), e));
        }
    }

    private void send(SpoolEntry entry) throws IOException, InterruptedException {
        prefix.sending(entry.position());
        Optional<Exception> refusal = handOver(entry);
        while (refusal.isPresent() && isSending()) {
            if (isFinal(refusal.get())) {
                fail(SendFailure.of(topic, entry, refusal.get()));
                return;
            }
            LOG.debug("Message {} waits: {}", entry.position(), refusal.get().getMessage());
            acknowledgeToSpool();
            refusal = handOver(entry);
        }
        if (begunKeys.add(entry.key())) {
            awaitAcknowledged();
        }
    }

    /**
     * Nothing may follow the first message of a key until it is acknowledged: a broker that does not know the producer
     * takes any sequence number first. Were the first message refused (its partition has no leader yet) and the second
     * taken, the first one's retries would be out of order for ever.
     */
    private void awaitAcknowledged() throws IOException, InterruptedException {
        while (isSending() && prefix.inFlight()) {
            prefix.awaitNoneInFlight(IDLE_POLL.toMillis());
            acknowledgeToSpool();
        }
    }

    /** Gives a message to the producer; returns why it did not take it. */
    private Optional<Exception> handOver(SpoolEntry entry) {
        Delivery delivery = new Delivery(entry, deliveries);
        producer.send(new ProducerRecord<>(topic, entry.key(), entry.message()), delivery);
        if (delivery.refusal().isEmpty()) {
            sentMessages.incrementAndGet();
            unknownTopic.topicIsKnown();
        }
        return delivery.refusal();
    }

    private boolean isFinal(Exception refusal) {
        return !(refusal instanceof RetriableException) || unknownTopic.gaveUp(refusal);
    }

    private void acknowledgeToSpool() throws IOException {
        AcknowledgedPrefix.Extent extent = prefix.extent();
        synchronized (monitor) {
            if (extent.count() > drainedEntries) {
                spool.acknowledge(extent.position());
                drainedEntries = extent.count();
                monitor.notifyAll();
            }
        }
    }

    private void acknowledgeLast() {
        try {
            acknowledgeToSpool();
        } catch (IOException e) {
            LOG.warn("The spool does not know the last acknowledgements, they are sent again: {}", e.getMessage());
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
                    .formatted(topic, spool.backlog()));
        }
    }

    /** Waits for the thread's end or the deadline; false if the waiting was interrupted. */
    private boolean joined(long deadlineNanos) {
        try {
            thread.join(Math.max(1, remaining(deadlineNanos).toMillis()));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Duration remaining(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    private final class Deliveries implements Delivery.Listener {

        @Override
        public void delivered(SpoolEntry entry) {
            acknowledgedMessages.incrementAndGet();
            acknowledgedBytes.addAndGet(entry.message().length);
            prefix.acknowledged(entry.position());
        }

        @Override
        public void failed(SpoolEntry entry, Exception cause) {
            fail(SendFailure.of(topic, entry, cause));
        }
    }
}

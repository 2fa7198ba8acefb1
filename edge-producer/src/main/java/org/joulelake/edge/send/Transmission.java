package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.joulelake.edge.spool.Spool;
import org.joulelake.edge.spool.SpoolEntry;

/**
 * The life of one Kafka producer: it sends what the spool hands out, in order, until it is told to stop or comes to
 * something that only a new producer may survive. Used by the sender's thread.
 */
final class Transmission {

    /** Header of the first message of a device that goes to another partition: the one that the messages before went to. */
    static final String MOVED_FROM = "joulelake.moved-from-partition";

    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHILE_IN_FLIGHT = Duration.ofMillis(10);
    private static final Duration ASIDE_TIMEOUT = Duration.ofSeconds(30);

    private final Spool spool;
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final Aside aside;
    private final Queue<SpoolEntry> again;
    private final SenderTally tally;
    private final Patience patience;
    private final BooleanSupplier sending;
    private final Routes routes;
    private final AcknowledgedPrefix prefix = new AcknowledgedPrefix();
    private final Set<Object> begun = new HashSet<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final Delivery.Listener deliveries = new Deliveries();
    private volatile boolean closed;
    private long drained;

    /** A message that the producer had taken and has not sent. */
    private record Refusal(SpoolEntry entry, Exception cause) {}

    /**
     * A life that has not begun.
     *
     * @param again messages to be sent once more
     * @param patience told how it goes
     * @param sending whether to go on
     */
    Transmission(
            Spool spool,
            Producer<String, byte[]> producer,
            String topic,
            Aside aside,
            Queue<SpoolEntry> again,
            SenderTally tally,
            Patience patience,
            BooleanSupplier sending) {
        this.spool = spool;
        this.producer = producer;
        this.topic = topic;
        this.aside = aside;
        this.again = again;
        this.tally = tally;
        this.patience = patience;
        this.sending = sending;
        routes = new Routes(producer, topic);
    }

    /**
     * Sends until told to stop.
     *
     * @throws IOException if the spool or the folder for what is set aside does not work, or if something was not sent
     */
    void run() throws IOException, InterruptedException {
        while (sending.getAsBoolean()) {
            Optional<SpoolEntry> entry = spool.poll(prefix.inFlight() ? POLL_WHILE_IN_FLIGHT : IDLE_POLL);
            if (entry.isPresent()) {
                send(entry.get());
            }
            sendAgain();
            settle();
            if (prefix.inFlight()) {
                patience.waiting("no acknowledgement");
            }
        }
    }

    private void sendAgain() {
        for (SpoolEntry entry = again.poll(); entry != null; entry = again.poll()) {
            producer.send(new ProducerRecord<>(topic, entry.key(), entry.message()));
        }
    }

    /** Tries once more to send what was set aside; what is refused again stays. */
    void sendAside() throws IOException, InterruptedException {
        for (Path block : aside.list()) {
            SpoolEntry entry = aside.read(block);
            Future<?> sent = producer.send(new ProducerRecord<>(topic, entry.key(), entry.message()));
            try {
                sent.get(ASIDE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                aside.remove(entry);
            } catch (ExecutionException | TimeoutException e) {
                patience.waiting("what was set aside is still refused: " + e.getMessage());
            }
        }
    }

    /** Waits for what is under way, at most this long, and notes what has arrived. */
    void close(Duration timeout) throws IOException {
        producer.close(timeout);
        closed = true;
        acknowledgeToSpool();
    }

    private void send(SpoolEntry entry) throws IOException, InterruptedException {
        if (!prefix.inFlight()) {
            patience.idle();
        }
        prefix.sending(entry.position());
        Optional<Exception> refusal = handOver(entry);
        while (refusal.isPresent() && sending.getAsBoolean()) {
            switch (Verdict.on(refusal.get())) {
                case ASIDE -> {
                    setAside(entry, refusal.get());
                    return;
                }
                case RESTART -> throw SendFailure.of(topic, entry, refusal.get());
                case AGAIN -> patience.waiting(refusal.get().getMessage());
            }
            settle();
            refusal = handOver(entry);
        }
    }

    /** Gives a message to the producer; returns why it did not take it. */
    private Optional<Exception> handOver(SpoolEntry entry) throws IOException, InterruptedException {
        Routes.Route route;
        try {
            route = routes.of(entry.key());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return Optional.of(e);
        }
        if (route.movedFrom().isPresent()) {
            awaitAcknowledgedBefore(entry);
        }
        Delivery delivery = new Delivery(entry, deliveries);
        producer.send(record(entry, route), delivery);
        if (delivery.refusal().isEmpty()) {
            tally.sentMessages.incrementAndGet();
            routes.taken(entry.key(), route);
            awaitIfFirst(entry, route);
        }
        return delivery.refusal();
    }

    private ProducerRecord<String, byte[]> record(SpoolEntry entry, Routes.Route route) {
        Integer partition = route.partition().isPresent() ? route.partition().getAsInt() : null;
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, entry.key(), entry.message());
        route.movedFrom().ifPresent(before -> record.headers()
                .add(MOVED_FROM, Integer.toString(before).getBytes(StandardCharsets.US_ASCII)));
        return record;
    }

    /**
     * Nothing may follow the first message to a partition until it is acknowledged: a broker that does not know the
     * producer takes any sequence number first. Were the first message refused (its partition has no leader yet) and the
     * second taken, the first one's retries would be out of order for ever.
     */
    private void awaitIfFirst(SpoolEntry entry, Routes.Route route) throws IOException, InterruptedException {
        boolean first =
                begun.add(route.partition().isPresent() ? route.partition().getAsInt() : entry.key());
        while (first && sending.getAsBoolean() && prefix.inFlight()) {
            prefix.awaitNoneInFlight(IDLE_POLL.toMillis());
            settle();
            patience.waiting("no acknowledgement");
        }
    }

    /** All of a device is acknowledged where it was before anything of it goes to another partition. */
    private void awaitAcknowledgedBefore(SpoolEntry entry) throws IOException, InterruptedException {
        while (sending.getAsBoolean() && prefix.inFlightBefore(entry.position())) {
            prefix.awaitNoneInFlight(POLL_WHILE_IN_FLIGHT.toMillis());
            settle();
            patience.waiting("no acknowledgement");
        }
    }

    /** Notes what has arrived, and sets aside what will not. */
    private void settle() throws IOException {
        for (Refusal refusal = refusals.poll(); refusal != null; refusal = refusals.poll()) {
            if (Verdict.on(refusal.cause()) != Verdict.ASIDE) {
                throw SendFailure.of(topic, refusal.entry(), refusal.cause());
            }
            setAside(refusal.entry(), refusal.cause());
        }
        acknowledgeToSpool();
    }

    private void setAside(SpoolEntry entry, Exception cause) throws IOException {
        aside.put(entry, SendFailure.of(topic, entry, cause).getMessage());
        prefix.acknowledged(entry.position());
    }

    private void acknowledgeToSpool() throws IOException {
        AcknowledgedPrefix.Extent extent = prefix.extent();
        if (extent.count() > drained) {
            spool.acknowledge(extent.position());
            drained = extent.count();
            patience.progress();
        }
    }

    private final class Deliveries implements Delivery.Listener {

        @Override
        public void delivered(SpoolEntry entry) {
            tally.acknowledgedMessages.incrementAndGet();
            tally.acknowledgedBytes.addAndGet(entry.message().length);
            prefix.acknowledged(entry.position());
        }

        @Override
        public void failed(SpoolEntry entry, Exception cause) {
            if (!closed) {
                refusals.add(new Refusal(entry, cause));
            }
        }
    }
}

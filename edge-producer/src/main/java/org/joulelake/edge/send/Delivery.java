package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

import java.util.Optional;

import org.joulelake.edge.spool.SpoolEntry;

/**
 * What becomes of one message. The producer reports a message that it did not even take on the thread that hands it
 * over; then the message is in no buffer and may be handed over again without harm to the order.
 */
final class Delivery implements Callback {

    /** Told of messages that the producer took, on the producer's thread. */
    interface Listener {

        void delivered(SpoolEntry entry);

        void failed(SpoolEntry entry, Exception cause);
    }

    private final SpoolEntry entry;
    private final Listener listener;
    private final Thread sender = Thread.currentThread();
    private Exception refusal;

    /** To be made by the thread that hands the message over. */
    Delivery(SpoolEntry entry, Listener listener) {
        this.entry = entry;
        this.listener = listener;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            listener.delivered(entry);
        } else if (Thread.currentThread() == sender) {
            refusal = exception;
        } else {
            listener.failed(entry, exception);
        }
    }

    /** Why the producer did not take the message, for the thread that handed it over. */
    Optional<Exception> refusal() {
        return Optional.ofNullable(refusal);
    }
}

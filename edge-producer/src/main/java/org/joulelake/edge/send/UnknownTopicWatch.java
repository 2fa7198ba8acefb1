package org.joulelake.edge.send;

import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;

/**
 * Tells a topic that is not there from one that the brokers have not heard of yet: metadata of a new topic needs a
 * moment to spread. For one thread.
 */
final class UnknownTopicWatch {

    private final Duration patience;
    private boolean unknown;
    private long sinceNanos;

    UnknownTopicWatch(Duration patience) {
        this.patience = patience;
    }

    /** Notes why a message could not be handed over; true if brokers did not know the topic for too long. */
    boolean gaveUp(Exception refusal) {
        if (!(refusal.getCause() instanceof UnknownTopicOrPartitionException)) {
            unknown = false;
            return false;
        }
        if (!unknown) {
            unknown = true;
            sinceNanos = System.nanoTime();
        }
        return System.nanoTime() - sinceNanos > patience.toNanos();
    }

    void topicIsKnown() {
        unknown = false;
    }
}

package org.joulelake.edge.send;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

import java.io.IOException;

import org.joulelake.edge.spool.SpoolEntry;

/** Says in one line why a message cannot be sent and what to do. */
final class SendFailure {

    private SendFailure() {}

    static IOException of(String topic, SpoolEntry entry, Exception cause) {
        String text = "topic %s does not take message %d of %s (%,d bytes): %s; %s"
                .formatted(
                        topic,
                        entry.position(),
                        entry.key(),
                        entry.message().length,
                        oneLine(cause.getMessage()),
                        advice(cause));
        return new IOException(text, cause);
    }

    private static String advice(Exception cause) {
        if (cause instanceof RecordTooLargeException) {
            return "raise max.message.bytes of the topic and max.request.size of the producer";
        }
        if (cause instanceof AuthenticationException) {
            return "check the user and password in the producer's settings";
        }
        if (cause instanceof AuthorizationException) {
            return "give the producer's user the right to write";
        }
        if (cause instanceof RetriableException) {
            return "check that the topic exists and that its brokers run";
        }
        return "what was not acknowledged stays in the spool";
    }

    private static String oneLine(String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
    }
}

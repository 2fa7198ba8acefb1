package org.joulelake.edge.send;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import org.joulelake.cli.CommandException;

/** Tells the user about Kafka's trouble in one line. */
final class KafkaTrouble {

    private KafkaTrouble() {}

    /** The client refuses to start with these settings. */
    static CommandException settings(Map<String, Object> settings, RuntimeException cause) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return new CommandException(
                "the Kafka client for %s cannot be set up: %s; check the Kafka settings"
                        .formatted(servers(settings), reason.getMessage()),
                cause);
    }

    /** Whether a client could not be set up since no broker's name is known: its network may not be there yet. */
    static boolean isUnresolved(RuntimeException cause) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return String.valueOf(reason.getMessage()).contains("No resolvable bootstrap urls");
    }

    /** What a person can use of an exception: the cause's message where the client only says what failed. */
    static String reason(Exception e) {
        Throwable telling = e instanceof KafkaException && e.getCause() != null ? e.getCause() : e;
        return telling.getMessage() == null ? telling.toString() : telling.getMessage();
    }

    static NoBrokerException noBroker(Map<String, Object> settings, Duration timeout, Throwable cause) {
        return new NoBrokerException(
                "no Kafka broker answers at %s within %s s; start one there or give another address"
                        .formatted(servers(settings), seconds(timeout)),
                cause);
    }

    static CommandException notPermitted(Map<String, Object> settings, String topic, Throwable cause) {
        return new CommandException(
                "Kafka at %s does not let this user find or create topic %s: %s; have the right granted or the topic created"
                        .formatted(servers(settings), topic, cause.getMessage()),
                cause);
    }

    static CommandException notTaken(Map<String, Object> settings, String topic, Throwable cause) {
        return new CommandException(
                "topic %s on Kafka at %s did not take the message: %s"
                        .formatted(topic, servers(settings), cause.getMessage()),
                cause);
    }

    static CommandException notLoggedIn(Map<String, Object> settings, Throwable cause) {
        return new CommandException(
                "Kafka at %s does not accept the login: %s; check the security settings"
                        .formatted(servers(settings), cause.getMessage()),
                cause);
    }

    static CommandException topic(Map<String, Object> settings, String topic, Throwable cause) {
        return new CommandException(
                "topic %s cannot be set up on Kafka at %s: %s".formatted(topic, servers(settings), cause.getMessage()),
                cause);
    }

    private static String servers(Map<String, Object> settings) {
        Object servers = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (servers instanceof Collection<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(servers);
    }

    private static String seconds(Duration timeout) {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? String.valueOf(millis / 1000) : String.valueOf(millis / 1000.0);
    }
}

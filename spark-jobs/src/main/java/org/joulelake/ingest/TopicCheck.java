package org.joulelake.ingest;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.joulelake.cli.CommandException;

/** Looks at broker and topic before Spark starts: it would wait a minute and then say it in a hundred lines. */
final class TopicCheck {

    private static final long TIMEOUT_SECONDS = 10;

    private TopicCheck() {}

    /**
     * Returns if the topic is there.
     *
     * @throws CommandException if no broker answers, or if it does not know the topic
     */
    static void requireTopic(Map<String, String> kafka, String topic) throws InterruptedException {
        String brokers = kafka.get("bootstrap.servers");
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", Long.toString(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)));
        settings.put("request.timeout.ms", Long.toString(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)));
        try (Admin admin = Admin.create(settings)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw noBroker(brokers, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CommandException(
                        "the brokers at " + brokers + " have no topic " + topic
                                + "; the first joulelake edge run makes it, or name another with --topic",
                        e);
            }
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw noBroker(brokers, e);
            }
            throw new CommandException(
                    "cannot read topic " + topic + " at " + brokers + ": " + RootCause.message(e), e);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new CommandException("cannot use the brokers " + brokers + ": " + RootCause.message(e), e);
        }
    }

    private static CommandException noBroker(String brokers, Exception cause) {
        return new CommandException(
                "no Kafka broker answers at " + brokers + " within " + TIMEOUT_SECONDS
                        + " s; is it running, and is --bootstrap-servers right?",
                cause);
    }
}

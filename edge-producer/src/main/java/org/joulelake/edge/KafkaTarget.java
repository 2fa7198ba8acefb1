package org.joulelake.edge;

import java.time.Duration;
import java.util.Map;

import org.joulelake.block.CommitAnnouncement;
import org.joulelake.cli.CommandException;

/**
 * Where an edge run sends its blocks.
 *
 * @param settings of the Kafka client, {@code bootstrap.servers} among them
 * @param topic topic of the blocks
 * @param commitsTopic topic on which the lake announces what it has, see {@link CommitAnnouncement}
 * @param partitions of the topic of the blocks where it must be made
 * @param connectTimeout longest time that a broker may take to answer at the start
 * @param waitForBroker whether a run begins, and fills its spool, while no broker answers
 */
public record KafkaTarget(
        Map<String, String> settings,
        String topic,
        String commitsTopic,
        int partitions,
        Duration connectTimeout,
        boolean waitForBroker) {

    /** Topic of the blocks unless another is named. */
    public static final String DEFAULT_TOPIC = "joulelake.blocks";

    /** Partitions of a topic that is made unless another number is named. */
    public static final int DEFAULT_PARTITIONS = 16;

    /** Longest time that a broker may take to answer at the start unless another is named. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Takes a copy of the settings.
     *
     * @throws CommandException if the time is not positive: a wait for a broker would not wait
     */
    public KafkaTarget {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new CommandException(
                    "connect timeout is " + connectTimeout + "; give a positive time, such as PT10S");
        }
        settings = Map.copyOf(settings);
    }

    /** Announcements on the usual topic. */
    public KafkaTarget(
            Map<String, String> settings,
            String topic,
            int partitions,
            Duration connectTimeout,
            boolean waitForBroker) {
        this(settings, topic, CommitAnnouncement.DEFAULT_TOPIC, partitions, connectTimeout, waitForBroker);
    }

    /** The usual topic of brokers that must answer at the start. */
    public static KafkaTarget of(String bootstrapServers) {
        return of(bootstrapServers, DEFAULT_TOPIC, DEFAULT_PARTITIONS);
    }

    /** A topic of brokers that must answer at the start. */
    public static KafkaTarget of(String bootstrapServers, String topic, int partitions) {
        return new KafkaTarget(
                Map.of("bootstrap.servers", bootstrapServers), topic, partitions, DEFAULT_CONNECT_TIMEOUT, false);
    }
}

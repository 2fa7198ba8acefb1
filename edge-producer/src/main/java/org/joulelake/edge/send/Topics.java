package org.joulelake.edge.send;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

import org.joulelake.cli.CommandException;

/** Makes sure that a topic is there before anything is sent to it. */
public final class Topics {

    /** Copies of each message where there are as many brokers. */
    public static final int REPLICATION = 3;

    /** Copies that must be written before a message counts as acknowledged, where there are three. */
    public static final int MIN_IN_SYNC = 2;

    /** How long a reader of a compacted topic may be away and still hear that something was taken back. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Map<String, Object> settings;
    private final Duration timeout;

    private Topics(Map<String, Object> settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
    }

    /**
     * Creates a topic unless it is there; one that is there is left as it is.
     *
     * @param kafkaSettings {@code bootstrap.servers}, security; settings that are a producer's only are passed over
     * @param partitions of a new topic
     * @param timeout longest time that the brokers may take for each of their answers
     * @throws NoBrokerException if no broker answers
     * @throws CommandException if the brokers do not let us
     */
    public static void ensure(Map<String, Object> kafkaSettings, String topic, int partitions, Duration timeout)
            throws InterruptedException {
        new Topics(kafkaSettings, timeout).ensure(topic, partitions, Map.of());
    }

    /**
     * As {@link #ensure(Map, String, int, Duration)}, for a topic of which the newest message of each key is kept. That
     * a key has no value any more is kept for {@link #TOMBSTONE_RETENTION}; the brokers say what time a message has.
     */
    public static void ensureCompacted(
            Map<String, Object> kafkaSettings, String topic, int partitions, Duration timeout)
            throws InterruptedException {
        Map<String, String> compacted = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                String.valueOf(TOMBSTONE_RETENTION.toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime");
        new Topics(kafkaSettings, timeout).ensure(topic, partitions, compacted);
    }

    /** {@code max.message.bytes} of a topic; empty if the brokers do not tell, or do not let us know. */
    static OptionalInt maxMessageBytes(Map<String, Object> kafkaSettings, String topic, Duration timeout)
            throws InterruptedException {
        return new Topics(kafkaSettings, timeout).maxMessageBytes(topic);
    }

    private OptionalInt maxMessageBytes(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            ConfigEntry entry = answer(admin.describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return entry == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(entry.value()));
        } catch (KafkaException e) {
            LOG.debug("Topic {} does not tell its settings: {}", topic, e.getMessage());
            return OptionalInt.empty();
        }
    }

    private void ensure(String topic, int partitions, Map<String, String> configs) throws InterruptedException {
        try (Admin admin = admin()) {
            int brokers = answer(admin.describeCluster().nodes()).size();
            if (!exists(admin, topic)) {
                create(admin, newTopic(topic, partitions, brokers, configs));
            }
        } catch (TimeoutException e) {
            throw KafkaTrouble.noBroker(settings, timeout, e);
        } catch (AuthenticationException e) {
            throw KafkaTrouble.notLoggedIn(settings, e);
        } catch (AuthorizationException e) {
            throw KafkaTrouble.notPermitted(settings, topic, e);
        } catch (KafkaException e) {
            throw KafkaTrouble.topic(settings, topic, e);
        }
    }

    static NewTopic newTopic(String topic, int partitions, int brokers, Map<String, String> further) {
        boolean replicated = brokers >= REPLICATION;
        Map<String, String> configs = new HashMap<>(further);
        configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replicated ? MIN_IN_SYNC : 1));
        return new NewTopic(topic, partitions, (short) (replicated ? REPLICATION : 1)).configs(configs);
    }

    private Admin admin() {
        Map<String, Object> adminSettings = new HashMap<>(settings);
        adminSettings.keySet().retainAll(AdminClientConfig.configNames());
        int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
        adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try {
            return Admin.create(adminSettings);
        } catch (KafkaException e) {
            throw KafkaTrouble.settings(settings, e);
        }
    }

    private static boolean exists(Admin admin, String topic) throws InterruptedException {
        try {
            answer(admin.describeTopics(List.of(topic)).allTopicNames());
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private static void create(Admin admin, NewTopic topic) throws InterruptedException {
        try {
            answer(admin.createTopics(List.of(topic)).all());
            LOG.info(
                    "Created topic {} with {} partitions, replication {}",
                    topic.name(),
                    topic.numPartitions(),
                    topic.replicationFactor());
        } catch (TopicExistsException e) {
            LOG.debug("Topic {} was created by someone else meanwhile", topic.name());
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}

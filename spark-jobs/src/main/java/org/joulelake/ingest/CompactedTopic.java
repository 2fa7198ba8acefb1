package org.joulelake.ingest;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Makes a topic that keeps the newest record of each key. */
final class CompactedTopic {

    private static final int PARTITIONS = 1;
    private static final int COPIES = 3;
    private static final int MOST_TIME_MILLIS = 10_000;

    private CompactedTopic() {}

    /**
     * Makes it if it is missing, with three copies where there are three brokers.
     *
     * @throws ExecutionException if the brokers do not answer or do not let us
     */
    static void ensure(Map<String, String> kafka, String topic) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", MOST_TIME_MILLIS);
        settings.put("request.timeout.ms", MOST_TIME_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            if (admin.listTopics().names().get().contains(topic)) {
                return;
            }
            int copies = Math.min(COPIES, admin.describeCluster().nodes().get().size());
            Map<String, String> config = new HashMap<>();
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            if (copies == COPIES) {
                config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
                config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            }
            NewTopic wanted = new NewTopic(topic, PARTITIONS, (short) copies).configs(config);
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}

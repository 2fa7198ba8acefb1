package org.joulelake.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker's settings: one node, loopback, small buffers, and stopping without asking anyone. */
final class KafkaSettings {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String NODE_ID = "1";

    /** Most records a laptop writes go to a handful of partitions; a few threads and 4 MiB for compaction do. */
    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "num.recovery.threads.per.data.dir", "2",
            "log.cleaner.threads", "1",
            "log.cleaner.dedupe.buffer.size", "4194304");

    /** Internal topics that one broker can hold. */
    private static final Map<String, String> SINGLE_NODE = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            "auto.create.topics.enable", "false");

    /** After a crash the controller must miss its broker before it lets it in again, and a start waits that long. */
    private static final Map<String, String> SOON_BACK =
            Map.of("broker.heartbeat.interval.ms", "500", "broker.session.timeout.ms", "3000");

    private KafkaSettings() {}

    static Properties of(Path dataDirectory, int brokerPort, int controllerPort) {
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + brokerPort;
        Properties settings = new Properties();
        settings.putAll(SMALL);
        settings.putAll(SINGLE_NODE);
        settings.putAll(SOON_BACK);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("log.dirs", dataDirectory.toString());
        return settings;
    }
}

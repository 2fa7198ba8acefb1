package org.joulelake.faults.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of one of several brokers, each of which is a controller too. */
final class BrokerSettings {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Map<String, String> REPLICATED = Map.of(
            "offsets.topic.replication.factor", "3",
            "transaction.state.log.replication.factor", "3",
            "transaction.state.log.min.isr", "2",
            "auto.create.topics.enable", "false");

    /** Three brokers share a small machine with all that they serve. */
    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "num.recovery.threads.per.data.dir", "2",
            "log.cleaner.threads", "1",
            "log.retention.check.interval.ms", "30000",
            "log.cleaner.dedupe.buffer.size", "4194304");

    /** A dead broker is noticed in seconds, so that more faults fit in a run; the usual 9 s would change nothing else. */
    private static final Map<String, String> SOON_NOTICED =
            Map.of("broker.heartbeat.interval.ms", "500", "broker.session.timeout.ms", "3000");

    /** The time of a record is that of the leader's append: the check finds the longest stall by it. */
    private static final Map<String, String> APPEND_TIME = Map.of("log.message.timestamp.type", "LogAppendTime");

    private BrokerSettings() {}

    /** The settings of the broker with this number, 1 to the number of brokers. */
    static Properties of(int broker, List<BrokerPorts> all, Path data) {
        BrokerPorts own = all.get(broker - 1);
        String direct = "DIRECT://" + BrokerPorts.address(own.direct());
        Properties settings = new Properties();
        settings.putAll(REPLICATED);
        settings.putAll(SMALL);
        settings.putAll(SOON_NOTICED);
        settings.putAll(APPEND_TIME);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(broker));
        settings.put("controller.quorum.voters", voters(all));
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put(
                "listeners",
                String.join(
                        ",",
                        direct,
                        "CLIENT://" + BrokerPorts.address(own.client()),
                        CONTROLLER_LISTENER + "://" + BrokerPorts.address(own.controller())));
        settings.put("advertised.listeners", direct + ",CLIENT://" + BrokerPorts.address(own.proxy()));
        settings.put(
                "listener.security.protocol.map",
                "DIRECT:PLAINTEXT,CLIENT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("log.dirs", data.toString());
        return settings;
    }

    private static String voters(List<BrokerPorts> all) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> (i + 1) + "@" + BrokerPorts.address(all.get(i).controller()))
                .collect(Collectors.joining(","));
    }
}

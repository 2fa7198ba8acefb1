package org.joulelake.edge;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.joulelake.cli.Settings;

/** Which brokers a command of the edge talks to. */
final class BrokerOptions {

    @Option(
            names = "--bootstrap-servers",
            descriptionKey = "kafka.bootstrap.servers",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--connect-timeout",
            descriptionKey = "edge.connect-timeout",
            defaultValue = "PT10S",
            description = "Longest wait for a broker at the start, ISO 8601 (default: ${DEFAULT-VALUE}).")
    private Duration connectTimeout;

    /** Settings of the Kafka client. */
    Map<String, String> kafka(Settings settings) {
        Map<String, String> kafka = new TreeMap<>(settings.withoutPrefix("kafka."));
        kafka.put("bootstrap.servers", bootstrapServers);
        return kafka;
    }

    /** Longest time that a broker may take to answer. */
    Duration connectTimeout() {
        return connectTimeout;
    }
}

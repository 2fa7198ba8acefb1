package org.joulelake.faults.kafka;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.joulelake.faults.process.ParentWatch;

/** A Kafka broker as a process: it formats its directory at the first start and runs until it is killed. */
public final class BrokerMain {

    private BrokerMain() {}

    /** Runs the broker of the settings file and the cluster id that the arguments name. */
    public static void main(String[] args) throws Exception {
        Properties settings = read(Path.of(args[0]));
        formatOnce(settings, args[1]);
        ParentWatch.start();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    private static void formatOnce(Properties settings, String clusterId) throws Exception {
        String data = settings.getProperty("log.dirs");
        if (Files.exists(Path.of(data, "meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .addDirectory(data)
                .setMetadataLogDirectory(data)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .run();
    }
}

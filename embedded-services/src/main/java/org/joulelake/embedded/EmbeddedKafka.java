package org.joulelake.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * A Kafka broker of one node (KRaft, no ZooKeeper) inside this JVM.
 *
 * <p>The directory is formatted at the first start and keeps its cluster id, topics and records from then on. Topics are
 * not created by themselves. Clients that read or write must use {@link #bootstrapServers()}; the controller has a port of
 * its own that nobody else needs.
 *
 * <p>The directory is locked from the start on. Kafka's own lock comes too late: its controller, in this shape, opens and
 * writes the metadata log before the broker looks for the lock, so a second start on the same directory would halt either
 * JVM with a log that two have written.
 *
 * <p>The broker's threads are not daemons: without {@link #close()} the JVM does not end. When its directory fails while
 * it runs (a full disk), Kafka halts the whole JVM with status 1, after an error in its log. It logs through slf4j under
 * {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger}; WARN is a good level for all three.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String SERVICE = "Kafka";

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param dataDirectory where records and metadata are kept; made if missing, used by one broker at a time
     * @param port on 127.0.0.1; 0 for a free one
     * @throws ServiceStartException if the port is in use or the directory cannot be used
     */
    public static EmbeddedKafka start(Path dataDirectory, int port) {
        return start(dataDirectory, port, Map.of());
    }

    /**
     * As {@link #start(Path, int)}, with broker settings beside or instead of ours, such as an authorizer.
     *
     * @param brokerSettings by the names of Kafka's documentation
     * @throws ServiceStartException if the port is in use or the directory cannot be used
     */
    public static EmbeddedKafka start(Path dataDirectory, int port, Map<String, String> brokerSettings) {
        int brokerPort = LoopbackPort.choose(SERVICE, port);
        int controllerPort = LoopbackPort.choose(SERVICE, 0);
        DirectoryLock lock = null;
        KafkaRaftServer server = null;
        try {
            Files.createDirectories(dataDirectory);
            lock = DirectoryLock.take(dataDirectory);
            Properties settings = KafkaSettings.of(dataDirectory, brokerPort, controllerPort);
            settings.putAll(brokerSettings);
            KafkaConfig config = KafkaConfig.fromProps(settings, false);
            formatOnce(dataDirectory, config);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(lock, server, brokerPort);
        } catch (Exception e) {
            stopQuietly(server, e);
            giveBack(lock, e);
            throw startFailure(dataDirectory, brokerPort, e);
        }
    }

    /** Where clients find the broker, as their setting {@code bootstrap.servers} wants it. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Stops the broker and waits until it has stopped. */
    @Override
    public void close() {
        try (DirectoryLock last = lock) {
            server.shutdown();
            server.awaitShutdown();
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka has stopped, but cannot give its directory back", e);
        }
    }

    private static void formatOnce(Path dataDirectory, KafkaConfig config) throws Exception {
        if (Files.exists(dataDirectory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.nodeId())
                .addDirectory(dataDirectory.toString())
                .setMetadataLogDirectory(dataDirectory.toString())
                .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                .run();
    }

    private static void stopQuietly(KafkaRaftServer server, Exception cause) {
        if (server == null) {
            return;
        }
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static void giveBack(DirectoryLock lock, Exception cause) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static ServiceStartException startFailure(Path dataDirectory, int port, Exception cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof BindException) {
                return LoopbackPort.inUse(SERVICE, port, cause);
            }
        }
        return new ServiceStartException(
                "Kafka cannot start with its data in %s: %s".formatted(dataDirectory, cause.getMessage()), cause);
    }
}

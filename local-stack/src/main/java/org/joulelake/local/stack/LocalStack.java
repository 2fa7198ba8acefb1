package org.joulelake.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.edge.send.Topics;
import org.joulelake.embedded.EmbeddedKafka;

/** Broker, S3 endpoint and catalog of an embedded lake, in this process. */
public final class LocalStack implements AutoCloseable {

    private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(30);

    private final LakeDirectory directory;
    private final LocalLake lake;
    private final EmbeddedKafka kafka;

    private LocalStack(LakeDirectory directory, LocalLake lake, EmbeddedKafka kafka) {
        this.directory = directory;
        this.lake = lake;
        this.kafka = kafka;
    }

    /**
     * Starts all services on a folder, making it if need be.
     *
     * @throws org.joulelake.cli.CommandException if the folder cannot be used, or if a service does not start, such as
     *     when its port is in use
     */
    public static LocalStack start(Path lakeDirectory, Ports ports) {
        LakeDirectory directory = LakeDirectory.openOrCreate(lakeDirectory);
        LocalLake lake = null;
        try {
            lake = LocalLake.start(directory, ports);
            EmbeddedKafka kafka = Services.start(() -> EmbeddedKafka.start(directory.broker(), ports.kafka()));
            return new LocalStack(directory, lake, kafka);
        } catch (RuntimeException e) {
            if (lake != null) {
                lake.close();
            }
            directory.close();
            throw e;
        }
    }

    /** How to reach the lake. */
    public CatalogSettings catalogSettings() {
        return lake.catalogSettings();
    }

    /** How to reach the broker. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where the S3 endpoint listens. */
    public URI s3Endpoint() {
        return lake.s3Endpoint();
    }

    /** Where the REST catalog listens. */
    public URI catalogUri() {
        return lake.catalogUri();
    }

    /** Makes a topic if it is missing. */
    public void ensureTopic(String topic, int partitions) throws InterruptedException {
        Topics.ensure(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers()), topic, partitions, TOPIC_TIMEOUT);
    }

    /** Where an edge of this stack may spool. */
    public Path spool() {
        return directory.spool();
    }

    @Override
    public void close() {
        try (LakeDirectory last = directory;
                LocalLake second = lake) {
            kafka.close();
        }
    }
}

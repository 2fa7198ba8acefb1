package org.joulelake.edge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.joulelake.edge.spool.FsyncPolicy;

/**
 * What an edge run reads, where it spools, and where it sends.
 *
 * @param sources the sources
 * @param pace how fast sources are read that are not instruments
 * @param spool folder of the spool
 * @param fsync when spooled messages are forced to the disk
 * @param spoolMaxBytes size of the spool at which reading waits
 * @param kafka settings of the Kafka client, {@code bootstrap.servers} among them
 * @param topic topic of the blocks
 * @param topicPartitions partitions of the topic where it must be made
 * @param connectTimeout longest wait for a broker at the start
 */
public record EdgeSettings(
        List<SourceRequest> sources,
        Pace pace,
        Path spool,
        FsyncPolicy fsync,
        long spoolMaxBytes,
        Map<String, String> kafka,
        String topic,
        int topicPartitions,
        Duration connectTimeout) {

    /** Topic of the blocks unless another is named. */
    public static final String DEFAULT_TOPIC = "joulelake.blocks";

    /** Size of the spool unless another is named: half an hour of one device with two signals at 2 MSPS. */
    public static final long DEFAULT_SPOOL_MAX_BYTES = 10L << 30;

    /** Partitions of a topic that is made unless another number is named. */
    public static final int DEFAULT_TOPIC_PARTITIONS = 16;

    /** Longest wait for a broker at the start unless another is named. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Takes copies of the collections. */
    public EdgeSettings {
        sources = List.copyOf(sources);
        kafka = Map.copyOf(kafka);
    }
}

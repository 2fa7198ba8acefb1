package org.joulelake.ingest;

import org.apache.iceberg.DataFile;

import java.io.Serializable;
import java.util.List;

import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.ingest.known.TouchedStreams;

/**
 * What became of messages that were replayed.
 *
 * @param files new data files
 * @param streams the streams that were met
 * @param resolved messages whose block is in the lake, or is with these files
 * @param refused messages that are no blocks yet
 * @param counts both in figures
 */
public record ReplayResult(
        List<DataFile> files,
        TouchedStreams streams,
        List<KafkaOrigin> resolved,
        List<Refusal> refused,
        BatchCounts counts)
        implements Serializable {

    /**
     * A message that is still no block.
     *
     * @param origin where it stands in Kafka
     * @param reason why, for programs
     */
    public record Refusal(KafkaOrigin origin, String reason) implements Serializable {}
}

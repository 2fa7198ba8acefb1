package org.joulelake.edge.send;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a sender sends to, and what it does with what does not go there.
 *
 * @param topic Kafka topic
 * @param aside folder for messages that the topic refuses for what they are; made when it is needed
 * @param asideMaxBytes size at which that folder takes no more, and sending waits
 * @param readiness checked before each producer's life, and when nothing was acknowledged for long
 * @param patience how long that is
 */
public record SenderSettings(String topic, Path aside, long asideMaxBytes, Readiness readiness, Duration patience) {

    /** Size of the folder unless another is given: a topic that refuses everything must not fill the disk. */
    public static final long ASIDE_MAX_BYTES = 1L << 30;

    /** How long nothing need be acknowledged unless another time is given. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The usual sizes and times. */
    public static SenderSettings of(String topic, Path aside, Readiness readiness) {
        return new SenderSettings(topic, aside, ASIDE_MAX_BYTES, readiness, PATIENCE);
    }
}

package org.joulelake.faults.plan;

/** Where a fault is. Faults in different places can come together. */
public enum Place {
    /** Kafka's brokers, or the network between them and the edge. */
    BROKERS,
    /** The edge, its machine, its disk. */
    EDGE,
    /** The process that takes blocks into the lake. */
    INGEST,
    /** The S3 endpoint, or the network to it. */
    STORAGE,
    /** The catalog of the lake. */
    CATALOG,
    /** What else is on the topic. */
    MESSAGES
}

package org.joulelake.ingest.block;

import java.io.Serializable;

/**
 * Which Kafka record a row came from.
 *
 * @param topic name of the topic
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record KafkaOrigin(String topic, int partition, long offset) implements Serializable {}

package org.joulelake.ingest;

import org.apache.iceberg.Table;

import java.util.Map;
import java.util.TreeMap;

import org.joulelake.cli.CommandException;

/**
 * The records that a topic still has and that the lake has read, as Spark's Kafka source takes offsets.
 *
 * @param starts offset of the first of them, for each partition
 * @param ends offset after the last of them, for each partition
 */
public record IngestedRange(String starts, String ends) {

    /**
     * Asks the brokers and the lake.
     *
     * @throws CommandException if the brokers do not answer, or if the lake has read another topic of this name
     */
    public static IngestedRange of(Map<String, String> kafka, String topic, Table blocks) throws InterruptedException {
        TopicCheck.requireTopic(kafka, topic);
        TopicOffsets there = TopicOffsets.of(kafka, topic);
        new TopicIdentity(topic, there.topicId()).requireSameAs(blocks);
        LakeProgress lake = LakeProgress.of(blocks);
        Map<Integer, Long> ends = new TreeMap<>();
        there.end()
                .forEach((partition, end) -> ends.put(
                        partition,
                        Math.max(there.begin().get(partition), Math.min(end, lake.nextOffset(topic, partition)))));
        return new IngestedRange(
                new LakeProgress(Map.of(topic, there.begin())).toJson(),
                new LakeProgress(Map.of(topic, ends)).toJson());
    }
}

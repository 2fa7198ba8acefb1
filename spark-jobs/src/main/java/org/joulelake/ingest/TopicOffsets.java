package org.joulelake.ingest;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.joulelake.cli.CommandException;

/**
 * What a topic holds, by partition.
 *
 * @param topicId the brokers' id of the topic: another one when it is deleted and made again
 * @param begin offset of the first record that is still there
 * @param end offset after the last record
 */
record TopicOffsets(String topicId, Map<Integer, Long> begin, Map<Integer, Long> end) {

    /**
     * Asks the brokers.
     *
     * @throws CommandException if they do not answer or do not let us
     */
    static TopicOffsets of(Map<String, String> kafka, String topic) throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            List<TopicPartition> partitions = description.partitions().stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return new TopicOffsets(
                    description.topicId().toString(),
                    offsets(admin, partitions, OffsetSpec.earliest()),
                    offsets(admin, partitions, OffsetSpec.latest()));
        } catch (ExecutionException | KafkaException e) {
            throw new CommandException("cannot look at topic " + topic + ": " + RootCause.message(e), e);
        }
    }

    private static Map<Integer, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, ListOffsetsResultInfo> offsets = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which)))
                .all()
                .get();
        Map<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, info) -> byPartition.put(partition.partition(), info.offset()));
        return byPartition;
    }
}

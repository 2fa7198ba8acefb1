package org.joulelake.ingest;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleStream;

/** One topic of the fixture, with one stream of blocks on it, and what the lake has of it. */
final class TopicLake {

    private static final int BLOCK_SAMPLES = 50;

    private final LakeFixture lake;
    private final String topic;
    private final int partitions;
    private final SampleStream stream;

    private TopicLake(LakeFixture lake, String topic, int partitions) {
        this.lake = lake;
        this.topic = topic;
        this.partitions = partitions;
        stream = TestBlocks.stream(topic, "a");
    }

    static TopicLake create(LakeFixture lake, String topic, int partitions) throws Exception {
        lake.createTopic(topic, partitions);
        return new TopicLake(lake, topic, partitions);
    }

    /** Sends blocks with these sequence numbers, each partition in its turn. */
    void sendBlocks(int fromSequence, int toSequence) throws Exception {
        List<byte[]> messages = new ArrayList<>();
        for (int sequence = fromSequence; sequence < toSequence; sequence++) {
            float[] samples = new float[BLOCK_SAMPLES];
            samples[0] = sequence * 1e-3f;
            messages.add(BlockWriter.write(TestBlocks.block(stream, sequence, samples)));
        }
        send(messages);
    }

    /** Lets the brokers delete what is before an offset of each partition. */
    void deleteBefore(long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()))) {
            admin.deleteRecords(IntStream.range(0, partitions)
                            .boxed()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic, partition),
                                    partition -> RecordsToDelete.beforeOffset(offset))))
                    .all()
                    .get();
        }
    }

    /** Deletes the topic and makes it again, empty. */
    void makeAgain() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                Thread.sleep(20);
            }
        }
        lake.createTopic(topic, partitions);
    }

    void sendGarbage(int count) throws Exception {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new byte[] {1, 2, 3, 4, (byte) i});
        }
        send(messages);
    }

    void send(List<byte[]> messages) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, "key", messages.get(i))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /** Takes in what is on the topic, by this stream, and throws what ends it before that. */
    void ingest(IngestStream by) throws Exception {
        StreamingQuery query = by.startAvailableNow(lake.spark());
        try {
            query.awaitTermination();
        } finally {
            query.stop();
        }
    }

    /** Sequence numbers of the blocks in the lake, in order. */
    List<Long> sequences() {
        return lake.sql("SELECT sequence FROM power.blocks WHERE device = '" + topic + "' ORDER BY sequence").stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    /** Partition, offset and reason of what is in quarantine, in order. */
    List<Row> quarantine() {
        return lake.sql("SELECT kafka_partition, kafka_offset, reason FROM power.quarantine WHERE kafka_topic = '"
                + topic + "' ORDER BY 1, 2");
    }
}

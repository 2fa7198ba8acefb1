package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Map;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.known.BlockLookup;
import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.StreamId;

/** A block that is sent again is in the lake once; one that comes late gets in. */
@ExtendWith(LakeExtension.class)
class RepeatedBlocksTest {

    private final LakeFixture lake;

    RepeatedBlocksTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void aRepeatGetsInNeverAndALateOneOnce() throws Exception {
        SampleStream stream = topic("repeat", 1);
        send("repeat", 0, stream, 0, 1, 2, 2, 1, 5, 6);
        ingest("repeat");
        send("repeat", 0, stream, 6, 4, 4, 0, 7);
        ingest("repeat");
        send("repeat", 0, stream, 3, 3, 4, 5, 7, 8);
        ingest("repeat");

        assertThat(sequences("repeat")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(quarantine("repeat")).isEmpty();
        KnownBlocks all =
                LakeState.of(lake.blocks()).streams().of(StreamId.of(stream)).orElseThrow();
        assertThat(all.announcement().value()).isEqualTo("v1 through=8");
        assertThat(new BlockLookup(lake.blocks()).of(StreamId.of(stream))).isEqualTo(all);
    }

    @Test
    void aRepeatInAnotherPartitionOfTheSameBatchGetsInNever() throws Exception {
        SampleStream stream = topic("partitions", 1);
        send("partitions", 0, stream, 0, 1, 2);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()))) {
            admin.createPartitions(Map.of("partitions", NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        send("partitions", 1, stream, 1, 2, 3);
        send("partitions", 2, stream, 3, 4, 0);
        ingest("partitions");

        assertThat(sequences("partitions")).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(quarantine("partitions")).isEmpty();
    }

    @Test
    void aRepeatIsKnownWithoutAnyMemory() throws Exception {
        SampleStream stream = topic("forgotten", 1);
        send("forgotten", 0, stream, 0, 1, 3);
        ingest("forgotten");
        lake.blocks()
                .updateProperties()
                .set(LakeState.STREAMS_PROPERTY, "not a list of streams")
                .commit();
        send("forgotten", 0, stream, 0, 1, 2, 3, 4);
        ingest("forgotten");

        assertThat(sequences("forgotten")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void anotherBlockWithTheSameIdentityIsSetAside() throws Exception {
        SampleStream stream = topic("impostor", 1);
        send("impostor", 0, stream, 0, 1);
        sendSamples("impostor", stream, 1, 0.9f);
        ingest("impostor");
        sendSamples("impostor", stream, 0, 0.8f);
        send("impostor", 0, stream, 0, 2);
        ingest("impostor");

        assertThat(sequences("impostor")).containsExactly(0L, 1L, 2L);
        assertThat(quarantine("impostor"))
                .extracting(row -> row.getLong(0), row -> row.getString(1))
                .containsExactly(tuple(2L, "identity-taken"), tuple(3L, "identity-taken"));
        assertThat(quarantine("impostor").get(0).getString(2))
                .startsWith(
                        "block 1 of current of impostor, session " + stream.session() + " is in the lake with first");
    }

    @Test
    void whatSomebodyDeletedFromTheTableGetsInAgain() throws Exception {
        SampleStream stream = topic("deleted", 1);
        send("deleted", 0, stream, 0, 1, 2);
        ingest("deleted");
        lake.sql("DELETE FROM power.blocks WHERE device = 'deleted'");
        send("deleted", 0, stream, 1, 3);
        ingest("deleted");

        assertThat(sequences("deleted")).containsExactly(1L, 3L);
    }

    @Test
    void twoIngestsOfTwoTopicsShareALake() throws Exception {
        SampleStream left = topic("left", 1);
        SampleStream right = topic("right", 1);
        for (int sequence = 0; sequence < 40; sequence++) {
            send("left", 0, left, sequence);
            send("right", 0, right, sequence);
        }
        StreamingQuery one = smallBatches("left").startAvailableNow(lake.spark().newSession());
        StreamingQuery other =
                smallBatches("right").startAvailableNow(lake.spark().newSession());
        one.awaitTermination();
        other.awaitTermination();

        assertThat(sequences("left")).hasSize(40).doesNotHaveDuplicates();
        assertThat(sequences("right")).hasSize(40).doesNotHaveDuplicates();
    }

    private IngestStream smallBatches(String topic) {
        IngestSettings usual = lake.settings(topic, topic + "/c");
        return lake.stream(
                new IngestSettings(usual.kafka(), topic, usual.checkpoint(), usual.trigger(), 8, usual.rules()),
                lake.blocks());
    }

    private SampleStream topic(String topic, int partitions) throws Exception {
        lake.createTopic(topic, partitions);
        return TestBlocks.stream(topic, "a");
    }

    private void send(String topic, int partition, SampleStream stream, long... sequences) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            for (long sequence : sequences) {
                byte[] message = BlockWriter.write(TestBlocks.block(stream, sequence, sequence * 1e-3f, 0.5f));
                producer.send(new ProducerRecord<>(topic, partition, topic, message))
                        .get();
            }
        }
    }

    private void sendSamples(String topic, SampleStream stream, long sequence, float sample) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            byte[] message = BlockWriter.write(TestBlocks.block(stream, sequence, sample, sample));
            producer.send(new ProducerRecord<>(topic, 0, topic, message)).get();
        }
    }

    private void ingest(String topic) throws Exception {
        StreamingQuery query = lake.stream(topic, topic + "/c").startAvailableNow(lake.spark());
        query.awaitTermination();
    }

    private List<Long> sequences(String device) {
        return lake.sql("SELECT sequence FROM power.blocks WHERE device = '" + device + "' ORDER BY sequence").stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    private List<Row> quarantine(String topic) {
        return lake.sql("SELECT kafka_offset, reason, detail FROM power.quarantine WHERE kafka_topic = '" + topic
                + "' ORDER BY 1");
    }
}

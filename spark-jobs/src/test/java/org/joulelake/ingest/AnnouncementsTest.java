package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.CommitAnnouncement;
import org.joulelake.block.SampleStream;

/** The edge is told what the lake has, after each commit and at each start. */
@ExtendWith(LakeExtension.class)
class AnnouncementsTest {

    private final LakeFixture lake;

    AnnouncementsTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void eachCommitIsAnnouncedWithItsHoles() throws Exception {
        SampleStream stream = topic("announced");
        send("announced", stream, 0, 1, 2);
        ingest("announced");
        assertThat(announcement("announced", stream)).isEqualTo("v1 through=2");

        send("announced", stream, 4, 7);
        ingest("announced");
        assertThat(announcement("announced", stream)).isEqualTo("v1 through=7 missing=3-3,5-6");

        send("announced", stream, 5, 3, 6);
        ingest("announced");
        assertThat(announcement("announced", stream)).isEqualTo("v1 through=7");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "announced.commits");
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void aStartAnnouncesAgainWhatItsLastLifeMayNotHaveSaid() throws Exception {
        SampleStream stream = topic("again");
        send("again", stream, 0, 1);
        lake.stream("again", "again/c").startAvailableNow(lake.spark()).awaitTermination();
        assertThat(announcements("again")).isEmpty();

        ingest("again");

        assertThat(announcement("again", stream)).isEqualTo("v1 through=1");
    }

    private SampleStream topic(String topic) throws Exception {
        lake.createTopic(topic, 1);
        return TestBlocks.stream(topic, "a");
    }

    private void ingest(String topic) throws Exception {
        IngestSettings settings = lake.settings(topic, topic + "/c");
        try (CommitAnnouncer announcer = new CommitAnnouncer(settings.kafka(), topic + ".commits")) {
            new IngestStream(settings, lake.blocks(), lake.quarantine(), announcer)
                    .startAvailableNow(lake.spark())
                    .awaitTermination();
        }
    }

    private void send(String topic, SampleStream stream, long... sequences) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            for (long sequence : sequences) {
                byte[] message = BlockWriter.write(TestBlocks.block(stream, sequence, 0.25f, 0.5f));
                producer.send(new ProducerRecord<>(topic, 0, topic, message)).get();
            }
        }
    }

    private String announcement(String topic, SampleStream stream) throws Exception {
        return announcements(topic).get(CommitAnnouncement.key(stream));
    }

    /** The newest of each key. */
    private Map<String, String> announcements(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic + ".commits", 0);
        Map<String, String> newest = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(partition.topic())) {
                return newest;
            }
        }
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", lake.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    newest.put(record.key(), record.value());
                }
            }
        }
        return newest;
    }
}

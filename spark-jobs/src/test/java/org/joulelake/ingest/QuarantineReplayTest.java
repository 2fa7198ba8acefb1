package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.QuarantineTable;
import org.joulelake.ingest.rules.RuleBook;
import org.joulelake.ingest.rules.RuleFile;

/** Messages that were refused get in after a fix, once, whatever else runs. */
@ExtendWith(LakeExtension.class)
class QuarantineReplayTest {

    private static final RuleBook NOTHING_IS_ALLOWED =
            new RuleBook(List.of(), 1e9, Instant.EPOCH, Duration.ofDays(36_500));

    private final LakeFixture lake;

    QuarantineReplayTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void afterAFixOfTheRulesBlocksGetInOnceAndTheRestStays() throws Exception {
        SampleStream stream = topic("replay");
        send("replay", stream, 0, 1, 2, 3, 4);
        sendGarbage("replay");
        ingest("replay", NOTHING_IS_ALLOWED);
        assertThat(sequences("replay")).isEmpty();
        send("replay", stream, 3, 5, 6);
        ingest("replay", RuleFile.defaults());
        assertThat(sequences("replay")).containsExactly(3L, 5L, 6L);

        QuarantineReplay.Outcome outcome = replay("replay");

        assertThat(outcome).isEqualTo(new QuarantineReplay.Outcome(4, 1, Map.of("truncated", 1L)));
        assertThat(sequences("replay")).isEqualTo(upTo(7));
        assertThat(replay("replay")).isEqualTo(new QuarantineReplay.Outcome(0, 0, Map.of("truncated", 1L)));
        assertThat(lake.sql("SELECT kafka_offset FROM power.blocks WHERE device = 'replay' AND sequence = 1"))
                .extracting(row -> row.getLong(0))
                .containsExactly(1L);
        assertThat(lake.sql(
                        "SELECT kafka_offset, replayed_at IS NULL FROM power.quarantine WHERE kafka_topic = 'replay'"
                                + " ORDER BY 1"))
                .extracting(row -> row.getBoolean(1))
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void whatAReplayBroughtInIsKnownToTheIngestThatRuns() throws Exception {
        SampleStream stream = topic("replay-known");
        send("replay-known", stream, 0, 1);
        ingest("replay-known", NOTHING_IS_ALLOWED);
        send("replay-known", stream, 2);
        ingest("replay-known", RuleFile.defaults());
        replay("replay-known");
        send("replay-known", stream, 0, 1, 3);
        ingest("replay-known", RuleFile.defaults());

        assertThat(sequences("replay-known")).isEqualTo(upTo(4));
    }

    @Test
    void aReplayThatDiedBeforeItsMarkIsDoneAgain() throws Exception {
        SampleStream stream = topic("replay-died");
        send("replay-died", stream, 0, 1, 2);
        ingest("replay-died", NOTHING_IS_ALLOWED);
        replay("replay-died");
        lake.sql("UPDATE power.quarantine SET replayed_at = NULL WHERE kafka_topic = 'replay-died'");

        assertThat(replay("replay-died")).isEqualTo(new QuarantineReplay.Outcome(0, 3, Map.of()));
        assertThat(sequences("replay-died")).isEqualTo(upTo(3));
    }

    @Test
    void aReplayAndAnIngestAtOnceDoubleNothing() throws Exception {
        SampleStream stream = topic("replay-race");
        long[] all = LongStream.range(0, 60).toArray();
        send("replay-race", stream, all);
        ingest("replay-race", NOTHING_IS_ALLOWED);
        send("replay-race", stream, all);
        IngestSettings usual = lake.settings("replay-race", "replay-race/c");
        StreamingQuery query = lake.stream(
                        new IngestSettings(
                                usual.kafka(), usual.topic(), usual.checkpoint(), usual.trigger(), 5, usual.rules()),
                        lake.blocks())
                .startAvailableNow(lake.spark().newSession());

        QuarantineReplay.Outcome outcome = replay("replay-race");
        query.awaitTermination();

        assertThat(outcome.messages()).isEqualTo(60);
        assertThat(outcome.refused()).isEmpty();
        assertThat(sequences("replay-race")).isEqualTo(upTo(60));
    }

    private QuarantineReplay.Outcome replay(String topic) {
        return new QuarantineReplay(
                        lake.spark(),
                        new IngestTables(lake.blocks(), lake.quarantine()),
                        RuleFile.defaults(),
                        Clock.systemUTC())
                .run(Expressions.equal(QuarantineTable.KAFKA_TOPIC, topic), done -> {});
    }

    private SampleStream topic(String topic) throws Exception {
        lake.createTopic(topic, 1);
        return TestBlocks.stream(topic, "a");
    }

    private void send(String topic, SampleStream stream, long... sequences) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            for (long sequence : sequences) {
                byte[] message = BlockWriter.write(TestBlocks.block(stream, sequence, sequence * 1e-3f, 0.5f));
                producer.send(new ProducerRecord<>(topic, 0, topic, message)).get();
            }
        }
    }

    private void sendGarbage(String topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer = lake.producer()) {
            producer.send(new ProducerRecord<>(topic, topic, new byte[] {1, 2, 3}))
                    .get();
        }
    }

    private void ingest(String topic, RuleBook rules) throws Exception {
        lake.stream(lake.settings(topic, topic + "/c", rules), lake.blocks())
                .startAvailableNow(lake.spark())
                .awaitTermination();
    }

    private List<Long> sequences(String device) {
        return lake.sql("SELECT sequence FROM power.blocks WHERE device = '" + device + "' ORDER BY sequence").stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }
}

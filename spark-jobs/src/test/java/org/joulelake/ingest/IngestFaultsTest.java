package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.commons.io.FileUtils;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

import org.joulelake.cli.CommandException;
import org.joulelake.ingest.rules.RuleBook;
import org.joulelake.ingest.rules.RuleFile;

/** Whatever fails, a block is in the lake once and a refused record in quarantine once. */
@ExtendWith(LakeExtension.class)
class IngestFaultsTest {

    private static final RuleBook NOTHING_IS_ALLOWED =
            new RuleBook(List.of(), 1e9, Instant.EPOCH, Duration.ofDays(36_500));

    @TempDir
    private Path folder;

    private final LakeFixture lake;

    IngestFaultsTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void batchThatFailsBetweenItsTwoCommitsIsDoneAgainOnce() throws Exception {
        TopicLake topic = TopicLake.create(lake, "between", 2);
        topic.sendBlocks(0, 20);
        topic.sendGarbage(3);

        assertThatThrownBy(() -> topic.ingest(stream("between", "c", FaultyCommit.refusedOnce(lake.blocks()))))
                .isInstanceOf(StreamingQueryException.class)
                .rootCause()
                .hasMessage("the catalog is gone");
        assertThat(topic.sequences()).isEmpty();
        assertThat(topic.quarantine()).hasSize(3);

        topic.ingest(stream("between", "c", lake.blocks()));
        topic.ingest(stream("between", "another", lake.blocks()));

        assertThat(topic.sequences()).isEqualTo(sequences(20));
        assertThat(topic.quarantine())
                .extracting(row -> row.getInt(0), row -> row.getLong(1), row -> row.getString(2))
                .containsExactly(
                        tuple(0, 10L, "not-a-block"), tuple(0, 11L, "not-a-block"), tuple(1, 10L, "not-a-block"));
    }

    @Test
    void rulesThatChangeAfterAFailureLoseNoRecord() throws Exception {
        TopicLake topic = TopicLake.create(lake, "rules-change", 2);
        topic.sendGarbage(1);
        topic.sendBlocks(0, 5);

        assertThatThrownBy(() -> topic.ingest(stream("rules-change", "c", FaultyCommit.refusedOnce(lake.blocks()))))
                .isInstanceOf(StreamingQueryException.class);
        topic.ingest(lake.stream(lake.settings("rules-change", "rules-change/c", NOTHING_IS_ALLOWED), lake.blocks()));

        assertThat(topic.sequences()).isEmpty();
        assertThat(topic.quarantine())
                .extracting(row -> row.getString(2))
                .containsExactlyInAnyOrder(
                        "not-a-block", "signal.known", "signal.known", "signal.known", "signal.known", "signal.known");
    }

    @Test
    void commitWhoseAnswerWasLostIsNotRepeated() throws Exception {
        TopicLake topic = TopicLake.create(lake, "answer-lost", 1);
        topic.sendBlocks(0, 10);

        assertThatThrownBy(() -> topic.ingest(stream("answer-lost", "c", FaultyCommit.answerLostOnce(lake.blocks()))))
                .isInstanceOf(StreamingQueryException.class)
                .rootCause()
                .hasMessage("the catalog does not answer");
        assertThat(topic.sequences()).isEqualTo(sequences(10));
        topic.sendBlocks(10, 12);
        topic.ingest(stream("answer-lost", "c", lake.blocks()));

        assertThat(topic.sequences()).isEqualTo(sequences(12));
    }

    @Test
    void twoIngestsOfOneTopicDoubleNothing() throws Exception {
        TopicLake topic = TopicLake.create(lake, "two", 1);
        topic.sendBlocks(0, 30);
        topic.sendGarbage(2);

        StreamingQuery one =
                smallBatches("two", "one").startAvailableNow(lake.spark().newSession());
        StreamingQuery other =
                smallBatches("two", "other").startAvailableNow(lake.spark().newSession());
        awaitEnd(one);
        awaitEnd(other);
        topic.ingest(stream("two", "third", lake.blocks()));

        assertThat(topic.sequences()).isEqualTo(sequences(30));
        assertThat(topic.quarantine()).extracting(row -> row.getLong(1)).containsExactly(30L, 31L);
    }

    @Test
    void aCheckpointAheadOfARestoredLakeSkipsNothing() throws Exception {
        TopicLake topic = TopicLake.create(lake, "restored", 2);
        topic.sendBlocks(0, 10);
        topic.ingest(stream("restored", "c", lake.blocks()));
        long yesterday = lake.blocks().currentSnapshot().snapshotId();
        topic.sendBlocks(10, 20);
        topic.ingest(stream("restored", "c", lake.blocks()));
        lake.blocks().manageSnapshots().rollbackTo(yesterday).commit();
        assertThat(topic.sequences()).isEqualTo(sequences(10));

        topic.sendBlocks(20, 24);
        topic.ingest(stream("restored", "c", lake.blocks()));

        assertThat(topic.sequences()).isEqualTo(sequences(24));
    }

    @Test
    @Timeout(180)
    void aLakeThatIsRestoredWhileItsIngestRunsSkipsNothing() throws Exception {
        TopicLake topic = TopicLake.create(lake, "restored-running", 1);
        topic.sendBlocks(0, 4);
        topic.ingest(stream("restored-running", "c", lake.blocks()));
        long yesterday = lake.blocks().currentSnapshot().snapshotId();
        topic.sendBlocks(4, 8);
        StreamingQuery running = stream("restored-running", "c", lake.blocks()).startContinuous(lake.spark());
        while (topic.sequences().size() < 8) {
            assertThat(running.isActive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        lake.blocks().manageSnapshots().rollbackTo(yesterday).commit();
        topic.sendBlocks(8, 10);

        assertThatThrownBy(running::awaitTermination)
                .rootCause()
                .hasMessageContaining(
                        "or it was restored to an earlier state, since the last batch; a new start goes on");
        assertThat(topic.sequences()).isEqualTo(sequences(4));
        topic.ingest(stream("restored-running", "c", lake.blocks()));
        assertThat(topic.sequences()).isEqualTo(sequences(10));
    }

    @Test
    void aCheckpointFromYesterdayDoublesNothing() throws Exception {
        TopicLake topic = TopicLake.create(lake, "yesterday", 2);
        Path checkpoints = lake.file("s3://joulelake/checkpoints/yesterday/c");
        Path saved = folder.resolve("saved");
        topic.sendBlocks(0, 10);
        topic.ingest(stream("yesterday", "c", lake.blocks()));
        FileUtils.copyDirectory(checkpoints.toFile(), saved.toFile());
        topic.sendBlocks(10, 20);
        topic.ingest(stream("yesterday", "c", lake.blocks()));
        FileUtils.deleteDirectory(checkpoints.toFile());
        FileUtils.copyDirectory(saved.toFile(), checkpoints.toFile());

        topic.sendBlocks(20, 24);
        topic.ingest(stream("yesterday", "c", lake.blocks()));

        assertThat(topic.sequences()).isEqualTo(sequences(24));
    }

    @Test
    void recordsThatTheTopicDeletedUnreadAreToldAndTheRestIsTakenIn() throws Exception {
        TopicLake topic = TopicLake.create(lake, "retention", 1);
        topic.sendBlocks(0, 3);
        topic.ingest(stream("retention", "c", lake.blocks()));
        topic.sendBlocks(3, 13);
        topic.deleteBefore(8);
        List<String> lost = new CopyOnWriteArrayList<>();
        BatchListener listener = new BatchListener() {
            @Override
            public void committed(BatchReport report) {}

            @Override
            public void lost(String name, int partition, long fromOffset, long toOffset) {
                lost.add(name + " " + partition + " " + fromOffset + " " + toOffset);
            }
        };
        IngestSettings settings = lake.settings("retention", "retention/c", RuleFile.defaults());
        topic.ingest(new IngestStream(settings, lake.blocks(), lake.quarantine(), new ProgressLog().and(listener)));

        assertThat(lost).containsExactly("retention 0 3 8");
        assertThat(topic.sequences()).containsExactly(0L, 1L, 2L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void aTopicThatWasDeletedAndMadeAgainIsRefused() throws Exception {
        TopicLake topic = TopicLake.create(lake, "made-again", 1);
        topic.sendBlocks(0, 5);
        topic.ingest(stream("made-again", "c", lake.blocks()));
        topic.makeAgain();
        topic.sendBlocks(5, 15);

        assertThatThrownBy(() -> topic.ingest(stream("made-again", "c", lake.blocks())))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("topic made-again has the id ")
                .hasMessageContaining(": it was deleted and made again, or these are other brokers; nothing was read");
        assertThat(topic.sequences()).isEqualTo(sequences(5));
    }

    @Test
    void triggerMakesOneCommit() throws Exception {
        TopicLake topic = TopicLake.create(lake, "one-commit", 3);
        topic.sendBlocks(0, 18);
        long before = snapshots();
        lake.batches().clear();

        topic.ingest(smallBatches("one-commit", "c"));

        assertThat(lake.batches()).hasSize(3);
        assertThat(snapshots() - before).isEqualTo(3);
        assertThat(lake.batches())
                .extracting(BatchReport::counts)
                .extracting(BatchCounts::blocks)
                .containsExactly(6L, 6L, 6L);
        assertThat(lake.batches())
                .extracting(BatchReport::behind)
                .extracting(OptionalLong::getAsLong)
                .containsExactly(12L, 6L, 0L);
        assertThat(topic.sequences()).isEqualTo(sequences(18));
    }

    @Test
    void blocksOfAKafkaPartitionAreWrittenByOneTask() throws Exception {
        TopicLake topic = TopicLake.create(lake, "tasks", 3);
        topic.sendBlocks(0, 30);

        topic.ingest(stream("tasks", "c", lake.blocks()));

        List<Row> writers = lake.sql("SELECT kafka_partition, count(DISTINCT file), count(*), min(file)"
                + " FROM (SELECT kafka_partition, _file AS file FROM power.blocks WHERE device = 'tasks') GROUP BY 1");
        assertThat(writers).hasSize(3).allSatisfy(row -> {
            assertThat(row.getLong(1)).isEqualTo(1);
            assertThat(row.getLong(2)).isEqualTo(10);
        });
        assertThat(writers).extracting(row -> row.getString(3)).doesNotHaveDuplicates();
    }

    private IngestStream stream(String topic, String checkpoint, Table blocks) {
        return lake.stream(lake.settings(topic, topic + "/" + checkpoint, RuleFile.defaults()), blocks);
    }

    private IngestStream smallBatches(String topic, String checkpoint) {
        IngestSettings settings = lake.settings(topic, topic + "/" + checkpoint, RuleFile.defaults());
        IngestSettings small = new IngestSettings(
                settings.kafka(), topic, settings.checkpoint(), settings.trigger(), 6, settings.rules());
        return lake.stream(small, lake.blocks());
    }

    /** Either it ends, or it ends because of the other. */
    private static void awaitEnd(StreamingQuery query) {
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            assertThat(e).rootCause().hasMessageContaining("another ingest has written to");
        }
    }

    private long snapshots() {
        return StreamSupport.stream(lake.blocks().snapshots().spliterator(), false)
                .count();
    }

    private static List<Long> sequences(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}

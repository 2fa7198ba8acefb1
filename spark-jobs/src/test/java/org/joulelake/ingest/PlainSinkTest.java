package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The three holes of Iceberg's own Spark sink, each beside ours in the same trouble (decision 2). If one of the
 * assertions on the plain sink fails, a newer Iceberg has mended it: good news, worth another look at our own commit.
 */
@ExtendWith(LakeExtension.class)
class PlainSinkTest {

    private static final int RECORDS = 6;
    private static final List<Long> ONCE = LongStream.range(0, RECORDS).boxed().toList();
    private static final List<Long> TWICE =
            LongStream.range(0, RECORDS).boxed().flatMap(i -> Stream.of(i, i)).toList();

    @TempDir
    private Path folder;

    private final LakeFixture lake;

    PlainSinkTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void aBatchThatIsRepeatedAfterItsSnapshotHasExpired() throws Exception {
        backlog("expired");
        plain("expired", "c", lake.spark());
        forgetCommit("c");
        plain("expired", "c", lake.spark());
        assertThat(plainOffsets("expired")).as("control: its snapshot is there").isEqualTo(ONCE);

        expire(plainTable("expired"));
        forgetCommit("c");
        plain("expired", "c", lake.spark());
        assertThat(plainOffsets("expired")).isEqualTo(TWICE);

        ours("expired");
        expire(lake.blocks());
        ours("expired");
        assertThat(ourOffsets("expired")).isEqualTo(ONCE);
    }

    @Test
    void aCheckpointThatIsLost() throws Exception {
        backlog("lost-checkpoint");
        plain("lost-checkpoint", "c", lake.spark());
        delete(folder.resolve("c"));
        plain("lost-checkpoint", "c", lake.spark());
        assertThat(plainOffsets("lost-checkpoint")).isEqualTo(TWICE);

        ours("lost-checkpoint");
        delete(lake.file("s3://joulelake/checkpoints/lost-checkpoint"));
        ours("lost-checkpoint");
        assertThat(ourOffsets("lost-checkpoint")).isEqualTo(ONCE);
    }

    @Test
    void twoDriversAtOnce() throws Exception {
        backlog("two-drivers");
        StreamingQuery one = startPlain("two-drivers", "one", lake.spark().newSession());
        StreamingQuery other = startPlain("two-drivers", "other", lake.spark().newSession());
        one.awaitTermination();
        other.awaitTermination();
        assertThat(plainOffsets("two-drivers")).isEqualTo(TWICE);

        StreamingQuery first = lake.stream("two-drivers", "two-drivers/one")
                .startAvailableNow(lake.spark().newSession());
        StreamingQuery second = lake.stream("two-drivers", "two-drivers/other")
                .startAvailableNow(lake.spark().newSession());
        awaitEnd(first);
        awaitEnd(second);
        assertThat(ourOffsets("two-drivers")).isEqualTo(ONCE);
    }

    private void backlog(String topic) throws Exception {
        TopicLake.create(lake, topic, 1).sendBlocks(0, RECORDS);
        lake.sql("CREATE TABLE power.`plain-" + topic + "` (kafka_offset BIGINT) USING iceberg");
    }

    private void plain(String topic, String checkpoint, SparkSession spark) throws Exception {
        startPlain(topic, checkpoint, spark).awaitTermination();
    }

    private StreamingQuery startPlain(String topic, String checkpoint, SparkSession spark) throws Exception {
        return spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", lake.bootstrapServers())
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .load()
                .selectExpr("offset AS kafka_offset")
                .writeStream()
                .format("iceberg")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve(checkpoint).toUri().toString())
                .toTable("power.`plain-" + topic + "`");
    }

    private void ours(String topic) throws Exception {
        lake.stream(topic, topic).startAvailableNow(lake.spark()).awaitTermination();
    }

    private Table plainTable(String topic) {
        return lake.table(TableIdentifier.of("power", "plain-" + topic));
    }

    /** As a driver leaves its checkpoint that dies after the sink's commit. */
    private void forgetCommit(String checkpoint) throws IOException {
        delete(folder.resolve(checkpoint).resolve("commits").resolve("0"));
        delete(folder.resolve(checkpoint).resolve("commits").resolve(".0.crc"));
    }

    /** As maintenance does: a commit of somebody else, after which older snapshots go. */
    private static void expire(Table table) {
        table.newAppend().commit();
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis() + 1)
                .retainLast(1)
                .commit();
    }

    private List<Long> plainOffsets(String topic) {
        return offsets("SELECT kafka_offset FROM power.`plain-" + topic + "` ORDER BY 1");
    }

    private List<Long> ourOffsets(String topic) {
        return offsets("SELECT kafka_offset FROM power.blocks WHERE kafka_topic = '" + topic + "' ORDER BY 1");
    }

    private List<Long> offsets(String statement) {
        return lake.sql(statement).stream().map(row -> row.getLong(0)).toList();
    }

    private static void awaitEnd(StreamingQuery query) {
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            assertThat(e).rootCause().hasMessageContaining("another ingest has written to");
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

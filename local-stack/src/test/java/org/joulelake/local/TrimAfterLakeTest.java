package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.joulelake.catalog.LakeTables;
import org.joulelake.ingest.ProgressLog;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** With {@code --trim-after lake}, what Kafka loses before it is in the lake is sent again by the edge. */
@Timeout(300)
class TrimAfterLakeTest {

    private static final String TOPIC = "joulelake.blocks";
    private static final int BLOCKS = 31;

    @TempDir
    private Path folder;

    @Test
    void whatTheTopicLostComesFromTheSpool() throws Exception {
        try (LocalStack stack = LocalStack.start(folder.resolve("lake"), Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(TOPIC, 1);
            edge(stack, "sim:SIM-0001,rate=1M,seconds=2,seed=1", "fast");
            List<Path> segments = segments();
            assertThat(segments).isNotEmpty();
            deleteBefore(stack, BLOCKS);

            try (LocalIngest ingest = LocalIngest.start(stack, TOPIC, Duration.ofMillis(500), new ProgressLog())) {
                awaitBlocks(ingest, 2 * BLOCKS);
                CompletableFuture<Void> next =
                        CompletableFuture.runAsync(() -> edge(stack, "sim:SIM-0002,rate=1k,seconds=30,seed=2", "real"));
                awaitBlocks(ingest, 3 * BLOCKS);
                while (segments().stream().anyMatch(segments::contains)) {
                    assertThat(next).isNotDone();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                next.join();
                assertThat(blocks(ingest))
                        .extracting(row -> row.getString(0), row -> row.getLong(1), row -> row.getLong(2))
                        .containsExactly(
                                tuple("current", (long) BLOCKS, 2_000_000L),
                                tuple("power", (long) BLOCKS, 2_000_000L),
                                tuple("voltage", (long) BLOCKS, 2_000_000L));
            }
        }
    }

    private void edge(LocalStack stack, String source, String pace) {
        CommandRun run = CommandRun.of(
                "edge",
                "run",
                "--source",
                source,
                "--pace",
                pace,
                "--quiet",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--spool",
                folder.resolve("spool").toString(),
                "--trim-after",
                "lake");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static void deleteBefore(LocalStack stack, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
            records.put(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(offset));
            admin.deleteRecords(records).all().get();
        }
    }

    private static void awaitBlocks(LocalIngest ingest, long count) throws InterruptedException {
        while (blocks(ingest).stream().mapToLong(row -> row.getLong(1)).sum() < count) {
            assertThat(ingest.query().isActive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static List<Row> blocks(LocalIngest ingest) {
        return ingest.spark()
                .sql("SELECT signal, count(DISTINCT sequence), sum(sample_count) FROM power.blocks"
                        + " WHERE device = 'SIM-0001' GROUP BY 1 ORDER BY 1")
                .collectAsList();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".segment")).toList();
        }
    }
}

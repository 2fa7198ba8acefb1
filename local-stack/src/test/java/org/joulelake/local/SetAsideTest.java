package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.joulelake.catalog.LakeTables;
import org.joulelake.ingest.ProgressLog;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** Blocks that the topic did not take, since they were too large for it, get into the lake once it takes them. */
@Timeout(300)
class SetAsideTest {

    private static final String TOPIC = "joulelake.blocks";
    private static final String SOURCE = "sim:SIM-0001,rate=1M,seconds=2,seed=1";
    private static final long SAMPLES = 2 * 2_000_000;

    /** Some blocks of the simulation are larger, the last ones of each signal are smaller. */
    private static final int FEW_BYTES = 40_000;

    private static final int MANY_BYTES = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void whatWasSetAsideIsInTheLakeOnceTheTopicTakesIt() throws Exception {
        try (LocalStack stack = LocalStack.start(folder.resolve("lake"), Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(TOPIC, 1);
            limitMessages(stack, FEW_BYTES);
            try (LocalIngest ingest = LocalIngest.start(stack, TOPIC, Duration.ofMillis(500), new ProgressLog())) {
                CommandRun first = edge(stack, SOURCE);
                assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
                assertThat(aside()).isNotEmpty();
                awaitSamplesAbove(ingest, 0);
                assertThat(samples(ingest)).isLessThan(SAMPLES);

                limitMessages(stack, MANY_BYTES);
                CommandRun second = edge(stack, "sim:SIM-0002,rate=1k,seconds=1,seed=1");
                assertThat(second.exitCode()).as(second.err()).isZero();
                assertThat(aside()).isEmpty();
                awaitSamplesAbove(ingest, SAMPLES - 1);
                assertThat(samples(ingest)).isEqualTo(SAMPLES);
                assertThat(ingest.spark()
                                .sql("SELECT count(DISTINCT signal, sequence) = count(*) FROM power.blocks"
                                        + " WHERE device = 'SIM-0001'")
                                .first()
                                .getBoolean(0))
                        .isTrue();
            }
        }
    }

    private CommandRun edge(LocalStack stack, String source) {
        return CommandRun.of(
                "edge",
                "run",
                "--source",
                source,
                "--quiet",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--spool",
                folder.resolve("spool").toString());
    }

    private static void limitMessages(LocalStack stack, int bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void awaitSamplesAbove(LocalIngest ingest, long count) throws InterruptedException {
        while (samples(ingest) <= count) {
            assertThat(ingest.query().isActive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static long samples(LocalIngest ingest) {
        return ingest.spark()
                .sql("SELECT coalesce(sum(sample_count), 0L) FROM power.blocks"
                        + " WHERE device = 'SIM-0001' AND NOT coalesce(derived, false)")
                .first()
                .getLong(0);
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool").resolve("aside"))) {
            return files.toList();
        }
    }
}

package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, from its start to its end. */
@ExtendWith(LakeExtension.class)
class IngestProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Leaves the processor to the process that is waited for. */
    private static final long POLL_MILLIS = 200;

    /** 128 and the number of SIGTERM; with Ctrl-C, SIGINT, it is 130. */
    private static final int EXIT_CODE_OF_SIGTERM = 143;

    @TempDir
    private Path folder;

    private final LakeFixture lake;

    IngestProcessTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void processRunsUntilItIsAskedToEndAndEndsInSilence() throws Exception {
        TopicLake topic = TopicLake.create(lake, "process", 2);
        topic.sendBlocks(0, 10);
        Process process = start("process", Map.of("ingest.trigger", "PT1S"));
        try {
            awaitBlocks(process, topic, 10);
            topic.sendBlocks(10, 12);
            awaitBlocks(process, topic, 12);

            process.destroy();

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(EXIT_CODE_OF_SIGTERM);
            assertThat(errors())
                    .as("what an operator sees")
                    .doesNotContain("Exception", "ERROR", "\tat ")
                    .contains("batch 0: 10 blocks");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void streamThatDiesSaysWhyInOneLine() throws Exception {
        TopicLake topic = TopicLake.create(lake, "dies", 1);
        topic.sendBlocks(0, 1);
        Process process = start("dies", Map.of("kafka.isolation.level", "nonsense"));
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("error: the ingest stopped: ")
                    .contains("IsolationLevel.NONSENSE")
                    .endsWith("; what it committed is in the lake, a new start goes on there");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String topic, Map<String, String> settings) throws IOException {
        return child().start(topic, settings);
    }

    private void awaitBlocks(Process process, TopicLake topic, int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (topic.sequences().size() < count) {
            assertThat(process.isAlive()).as(errors()).isTrue();
            assertThat(System.nanoTime()).as(errors()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        assertThat(topic.sequences()).hasSize(count);
    }

    private String errors() throws IOException {
        return child().errors();
    }

    private IngestChild child() {
        return new IngestChild(lake, folder);
    }
}

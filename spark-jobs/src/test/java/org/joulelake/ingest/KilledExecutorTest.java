package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Executors in processes of their own are killed in the middle of their work. */
@ExtendWith(LakeExtension.class)
@Timeout(600)
class KilledExecutorTest {

    private static final int BLOCKS = 60;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    private final LakeFixture lake;

    KilledExecutorTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void blocksOfAnExecutorThatDiesAreTakenInOnceByAnother() throws Exception {
        TopicLake topic = TopicLake.create(lake, "killed-executor", 2);
        topic.sendBlocks(0, BLOCKS);
        topic.sendGarbage(2);
        IngestChild child = new IngestChild(lake, folder);
        Process driver = child.start("killed-executor", clusterSettings(), "--available-now");
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int before = topic.sequences().size();
                ProcessHandle executor = awaitExecutor(driver, child);
                while (driver.isAlive() && topic.sequences().size() == before) {
                    driver.waitFor(20, TimeUnit.MILLISECONDS);
                }
                assertThat(driver.isAlive()).as(child.errors()).isTrue();
                executor.destroyForcibly();
                executor.onExit().get();
            }
            assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(driver.exitValue()).as(child.errors()).isZero();
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly();
        }
        assertThat(topic.sequences())
                .isEqualTo(LongStream.range(0, BLOCKS).boxed().toList());
        assertThat(topic.quarantine()).hasSize(2);
    }

    private ProcessHandle awaitExecutor(Process driver, IngestChild child) throws Exception {
        Optional<ProcessHandle> executor = executor(driver);
        while (executor.isEmpty()) {
            assertThat(driver.isAlive()).as(child.errors()).isTrue();
            driver.waitFor(50, TimeUnit.MILLISECONDS);
            executor = executor(driver);
        }
        return executor.get();
    }

    private static Optional<ProcessHandle> executor(Process driver) {
        return driver.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .findFirst();
    }

    /** Spark's own cluster in one process, with an executor outside of it. */
    private Map<String, String> clusterSettings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("spark-conf.spark.master", "local-cluster[1,1,768]");
        settings.put("spark-conf.spark.executor.memory", "768m");
        settings.put("spark-conf.spark.executor.extraClassPath", String.join(File.pathSeparator, jarsAndClasses()));
        settings.put("ingest.max-blocks-per-trigger", "6");
        settings.put("ingest.trigger", "PT0S");
        return settings;
    }

    /** A folder that looks like an installed Spark, with the jars of this class path; the rest by name. */
    private List<String> jarsAndClasses() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark").resolve("jars"));
        List<String> entries =
                Stream.of(IngestChild.classPath().split(File.pathSeparator)).toList();
        for (String entry : entries) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        return entries.stream().filter(entry -> !entry.endsWith(".jar")).toList();
    }
}

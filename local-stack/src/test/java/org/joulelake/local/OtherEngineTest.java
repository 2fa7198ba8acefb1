package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * {@code joulelake up} as a process of its own, an edge that publishes to it, SQL on it while it runs, PyIceberg on it from
 * a fresh Python environment, and its end on request. Skipped where there is no Python with {@code venv}.
 */
class OtherEngineTest {

    private static final Path ROOT = Path.of(System.getProperty("joulelake.root"));

    @TempDir
    private Path folder;

    @Test
    void pyIcebergSeesTheSamplesOfARunningStack() throws Exception {
        Path python = NotebookRun.environment().python();
        try (UpProcess up = UpProcess.start(folder)) {
            CommandRun edge = up.publish(
                    200_000,
                    folder.resolve("spool"),
                    "sim:SIM-9,rate=1M,seconds=0.2,seed=7,start=2026-01-01T00:00:00Z");
            assertThat(edge.out()).contains("SIM-9", "current", "200,000", "dropped samples: 0");

            String read = output(new ProcessBuilder(
                    python.toString(),
                    ROOT.resolve("notebooks/read_with_pyiceberg.py").toString(),
                    up.catalog()));
            assertThat(read.strip().split(" "))
                    .startsWith("SIM-9", "baseline")
                    .contains("200000")
                    .endsWith(String.format("%08x", SimulatedCurrent.crc32("SIM-9,rate=1M,seconds=0.2,seed=7")));

            up.process().destroy();
            assertThat(up.process().waitFor(1, TimeUnit.MINUTES))
                    .as("ends when asked to")
                    .isTrue();
        }
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

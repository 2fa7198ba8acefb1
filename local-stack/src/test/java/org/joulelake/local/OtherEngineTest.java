package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code joulelake up} as a process of its own, an edge that publishes to it, SQL on it while it runs, PyIceberg on it from
 * a fresh Python environment, and its end on request. Skipped where there is no Python with {@code venv}.
 */
class OtherEngineTest {

    private static final Path ROOT = Path.of(System.getProperty("joulelake.root"));
    private static final long PATIENCE_MINUTES = 5;

    @TempDir
    private Path folder;

    private Process up;

    @AfterEach
    void killWhatIsLeft() {
        if (up != null) {
            up.destroyForcibly();
        }
    }

    @Test
    void pyIcebergSeesTheSamplesOfARunningStack() throws Exception {
        Path python = python();
        up = java(
                "up",
                "--lake",
                folder.resolve("lake").toString(),
                "--trigger",
                "PT1S",
                "--kafka-port",
                "0",
                "--s3-port",
                "0",
                "--catalog-port",
                "0");
        BufferedReader output = up.inputReader(StandardCharsets.UTF_8);
        String brokers = lineAfter(output, "Kafka");
        String s3 = lineAfter(output, "S3");
        String catalog = lineAfter(output, "catalog");
        lineAfter(output, "ready");
        Path settings = Files.writeString(
                folder.resolve("joulelake.properties"),
                String.join(
                        "\n",
                        "catalog.kind = rest",
                        "catalog.uri = " + catalog,
                        "s3.endpoint = " + s3,
                        "s3.access-key-id = joulelake",
                        "s3.secret-access-key = joulelake-local"));

        CommandRun edge = CommandRun.of(
                "edge",
                "run",
                "--bootstrap-servers",
                brokers,
                "--spool",
                folder.resolve("spool").toString(),
                "--source",
                "sim:SIM-9,rate=1M,seconds=0.2,seed=7,start=2026-01-01T00:00:00Z");
        assertThat(edge.exitCode()).as(edge.err()).isZero();
        assertThat(edge.out()).contains("SIM-9", "current", "200,000", "dropped samples: 0");
        awaitSamples(settings, "200000");

        String read = output(new ProcessBuilder(
                python.toString(),
                ROOT.resolve("notebooks/read_with_pyiceberg.py").toString(),
                catalog));
        assertThat(read.strip().split(" "))
                .startsWith("SIM-9", "baseline")
                .contains("200000")
                .endsWith(String.format("%08x", SimulatedCurrent.crc32("SIM-9,rate=1M,seconds=0.2,seed=7")));

        up.destroy();
        assertThat(up.waitFor(1, TimeUnit.MINUTES)).as("ends when asked to").isTrue();
    }

    private static void awaitSamples(Path settings, String expected) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        String found;
        do {
            found = CommandRun.of(
                            "sql",
                            "--config",
                            settings.toString(),
                            "--format",
                            "csv",
                            "SELECT coalesce(sum(sample_count), 0) FROM power.blocks WHERE signal = 'current'")
                    .outLines()
                    .get(1);
        } while (!found.equals(expected) && System.nanoTime() < deadline);
        assertThat(found).isEqualTo(expected);
    }

    /** The rest of the first line that begins with this word. */
    private static String lineAfter(BufferedReader output, String word) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(word)) {
            line = output.readLine();
        }
        assertThat(line).as("a line that begins with " + word).isNotNull();
        return line.substring(word.length()).strip();
    }

    private Process java(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(
                Arrays.asList(System.getProperty("joulelake.spark.jvm.args").split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.joulelake.local.Joulelake"));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("up.log").toFile())
                .start();
    }

    private Path python() throws Exception {
        Path environment = ROOT.resolve("local-stack/target/venv");
        Path python = environment.resolve("bin/python");
        boolean made = Files.isExecutable(python)
                || exitCode(new ProcessBuilder("python3", "-m", "venv", environment.toString())) == 0;
        assumeTrue(made, "needs python3 with venv");
        String requirements = ROOT.resolve("notebooks/requirements.txt").toString();
        output(new ProcessBuilder(python.toString(), "-m", "pip", "install", "-q", "-r", requirements));
        return python;
    }

    private static int exitCode(ProcessBuilder command) throws InterruptedException {
        try {
            return command.start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code joulelake up} as a process of its own, on free ports. */
final class UpProcess implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 5;

    private final Process process;
    private final String brokers;
    private final String catalog;
    private final Path settings;

    private UpProcess(Process process, String brokers, String catalog, Path settings) {
        this.process = process;
        this.brokers = brokers;
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Returns when it is ready; its lake, its log and the settings that reach it are in the folder. */
    static UpProcess start(Path folder) throws IOException {
        Process process = java(
                folder.resolve("up.log"),
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
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
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
        return new UpProcess(process, brokers, catalog, settings);
    }

    Process process() {
        return process;
    }

    /** Address of its REST catalog. */
    String catalog() {
        return catalog;
    }

    /** A settings file that reaches its lake. */
    Path settings() {
        return settings;
    }

    /** Plays sources and returns when so many samples of current, voltage and power each are in the lake. */
    CommandRun publish(long samples, Path spool, String... sources) {
        List<String> arguments =
                new ArrayList<>(List.of("edge", "run", "--bootstrap-servers", brokers, "--spool", spool.toString()));
        for (String source : sources) {
            arguments.addAll(List.of("--source", source));
        }
        CommandRun edge = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(edge.exitCode()).as(edge.err()).isZero();
        awaitSamples(String.valueOf(samples));
        return edge;
    }

    /** Asks its lake; the lines of the answer after the names of the columns. */
    List<String> sql(String statement) {
        CommandRun run = CommandRun.of("sql", "--config", settings.toString(), "--format", "csv", statement);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.outLines().subList(1, run.outLines().size());
    }

    private void awaitSamples(String expected) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        String found;
        do {
            found = sql("SELECT CASE WHEN count(*) = 3 THEN min(samples) ELSE 0 END FROM"
                            + " (SELECT sum(sample_count) AS samples FROM power.blocks GROUP BY signal)")
                    .get(0);
        } while (!found.equals(expected) && System.nanoTime() < deadline);
        assertThat(found).as("samples of each signal in the lake").isEqualTo(expected);
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

    private static Process java(Path log, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(
                Arrays.asList(System.getProperty("joulelake.spark.jvm.args").split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.joulelake.local.Joulelake"));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

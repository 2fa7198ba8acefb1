package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.joulelake.cli.Commands;

/** What an operator can get wrong ends in one line before Spark starts. */
@ExtendWith(LakeExtension.class)
class IngestCommandTest {

    @TempDir
    private Path folder;

    private final LakeFixture lake;

    IngestCommandTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void brokerThatIsNotThereIsNamed() throws IOException {
        String address = "127.0.0.1:" + freePort();

        assertOneLine(
                ingest(lake.lakeSettings(), "--bootstrap-servers", address),
                "error: no Kafka broker answers at " + address
                        + " within 10 s; is it running, and is --bootstrap-servers right?");
    }

    @Test
    void brokerWhoseNameNobodyKnowsIsNamed() throws IOException {
        assertOneLine(
                ingest(lake.lakeSettings(), "--bootstrap-servers", "no-such-host.invalid:9092"),
                "error: cannot use the brokers no-such-host.invalid:9092: No resolvable bootstrap urls given in"
                        + " bootstrap.servers");
    }

    @Test
    void topicThatIsNotThereIsNamed() throws IOException {
        assertOneLine(
                ingest(lake.lakeSettings(), "--bootstrap-servers", lake.bootstrapServers(), "--topic", "none"),
                "error: the brokers at " + lake.bootstrapServers()
                        + " have no topic none; the first joulelake edge run makes it, or name another with --topic");
    }

    @Test
    void catalogThatIsNotThereIsNamed() throws Exception {
        String topic = topic("no-catalog");
        Map<String, String> settings = new TreeMap<>(lake.lakeSettings());
        String uri = "http://127.0.0.1:" + freePort();
        settings.put("catalog.uri", uri);

        assertOneLine(
                ingest(settings, "--bootstrap-servers", lake.bootstrapServers(), "--topic", topic),
                "error: cannot reach the rest catalog at " + uri);
    }

    @Test
    void catalogWithoutALakeIsNamed() throws Exception {
        String topic = topic("no-lake");
        Map<String, String> settings = new TreeMap<>(lake.lakeSettings());
        String uri = "jdbc:sqlite:" + folder.resolve("empty.db");
        settings.put("catalog.kind", "jdbc");
        settings.put("catalog.uri", uri);

        assertOneLine(
                ingest(settings, "--bootstrap-servers", lake.bootstrapServers(), "--topic", topic),
                "error: the jdbc catalog at " + uri
                        + " has no lake yet: Table does not exist: power.blocks; run joulelake catalog init");
    }

    @Test
    void metricsPortInUseIsNamed() throws Exception {
        String topic = topic("metrics-port");
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertOneLine(
                    ingest(
                            lake.lakeSettings(),
                            "--bootstrap-servers",
                            lake.bootstrapServers(),
                            "--topic",
                            topic,
                            "--metrics-port",
                            port),
                    "error: cannot serve metrics on port " + port + ": Address already in use");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--trigger, PT-1S, ingest.trigger is PT-1S; it must not be negative",
        "--max-blocks-per-trigger, 0, ingest.max-blocks-per-trigger is 0; it must be at least 1",
        "--rules, none.properties, no rule file none.properties; check --rules"
    })
    void valueThatMakesNoSenseIsNamed(String option, String value, String message) throws IOException {
        assertOneLine(ingest(lake.lakeSettings(), option, value), "error: " + message);
    }

    @Test
    void valueThatCannotBeReadIsAUsageError() throws IOException {
        Run run = ingest(lake.lakeSettings(), "--trigger", "ten seconds");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.errors).contains("Invalid value for option '--trigger'");
    }

    @Test
    void settingsOfTheFileAreUsedWhereNoOptionIsGiven() throws Exception {
        Map<String, String> settings = new TreeMap<>(lake.lakeSettings());
        settings.put("kafka.bootstrap.servers", lake.bootstrapServers());
        settings.put("topic.blocks", "named-in-the-file");

        assertOneLine(
                ingest(settings),
                "error: the brokers at " + lake.bootstrapServers() + " have no topic named-in-the-file");
    }

    private String topic(String name) throws Exception {
        lake.createTopic(name, 1);
        return name;
    }

    private Run ingest(Map<String, String> settings, String... options) throws IOException {
        List<String> args =
                new ArrayList<>(List.of("--config", configFile(settings).toString()));
        args.addAll(List.of(options));
        PrintStream systemErr = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Commands.run(new IngestCommand(), args.toArray(String[]::new));
            return new Run(exitCode, errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(systemErr);
        }
    }

    private Path configFile(Map<String, String> settings) throws IOException {
        Properties lines = new Properties();
        lines.putAll(settings);
        Path file = folder.resolve("joulelake.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            lines.store(writer, null);
        }
        return file;
    }

    private static void assertOneLine(Run run, String start) {
        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.errors.lines()).singleElement().asString().startsWith(start);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Run(int exitCode, String errors) {}
}

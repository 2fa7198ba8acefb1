package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.joulelake.cli.Commands;
import org.joulelake.embedded.EmbeddedS3;

class CatalogCommandTest {

    @TempDir
    private Path folder;

    @Test
    void initSaysWhatItMadeAndThenThatNothingIsToDo() throws IOException {
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("objects"), 0)) {
            Path config = configFile(s3.endpoint().toString());
            Run first = run("init", "--config", config.toString());
            assertThat(first.exitCode()).isZero();
            assertThat(first.out().lines()).contains("created table power.blocks", "created view power.samples");
            assertThat(run("init", "--config", config.toString()).out())
                    .isEqualToIgnoringNewLines("nothing to do: all is there");
            Run description = run("describe", "--config", config.toString());
            assertThat(description.exitCode()).isZero();
            assertThat(description.out().lines())
                    .contains(
                            "jdbc catalog at jdbc:sqlite:" + folder.resolve("catalog.db") + ", warehouse "
                                    + CatalogSettings.DEFAULT_WAREHOUSE,
                            "  partitioned by identity(device), identity(algorithm), hour(start_time)",
                            "view power.samples is there");
            assertThat(description.out()).doesNotContain(s3.secretAccessKey());
        }
    }

    @Test
    void helpIsThereForEach() {
        for (List<String> command : List.of(List.<String>of(), List.of("init"), List.of("describe"))) {
            List<String> line = new ArrayList<>(command);
            line.add("--help");
            Run run = run(line.toArray(String[]::new));
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("Usage: catalog");
        }
    }

    @Test
    void aCatalogThatDoesNotAnswerIsOneLine() throws IOException {
        Path config = Files.writeString(
                folder.resolve("joulelake.properties"), "catalog.kind=rest\ncatalog.uri=http://127.0.0.1:1\n");
        Run run = run("describe", "--config", config.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> !line.startsWith("SLF4J")))
                .singleElement()
                .asString()
                .startsWith("error: cannot reach the rest catalog at http://127.0.0.1:1: ")
                .contains("Connection refused")
                .endsWith("; is it running, and are catalog.kind and catalog.uri right?");
    }

    private Path configFile(String endpoint) throws IOException {
        return Files.writeString(
                folder.resolve("joulelake.properties"),
                """
                catalog.kind = jdbc
                catalog.uri = jdbc:sqlite:%s
                s3.endpoint = %s
                s3.access-key-id = %s
                s3.secret-access-key = %s
                """
                        .formatted(
                                folder.resolve("catalog.db"),
                                endpoint,
                                EmbeddedS3.ACCESS_KEY_ID,
                                EmbeddedS3.SECRET_ACCESS_KEY));
    }

    private static Run run(String... args) {
        PrintStream systemOut = System.out;
        PrintStream systemErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Commands.run(new CatalogCommand(), args);
            return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }

    private record Run(int exitCode, String out, String err) {}
}

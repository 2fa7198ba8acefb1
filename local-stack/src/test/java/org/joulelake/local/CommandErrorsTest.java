package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user can get wrong ends in one line that says what to do. */
class CommandErrorsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "sql", "plot", "notebooks", "jars", "edge", "ingest", "catalog"})
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: joulelake " + command);
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(CommandRun.of("demo", "--lakes", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void aMissingLakeIsNamed() {
        Path none = folder.resolve("none");
        assertOneLine(CommandRun.of("sql", "--lake", none.toString(), "SELECT 1"), "there is no lake in " + none);
    }

    @Test
    void aMissingRecordingIsNamed() {
        Path none = folder.resolve("none.jls");
        CommandRun run = CommandRun.of("demo", "--lake", folder.resolve("lake").toString(), "--recording", "a=" + none);
        assertOneLine(run, none.toString());
    }

    @Test
    void aFileThatIsNotARecordingIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.jls"), "not a recording, but long enough to look like one");
        CommandRun run = CommandRun.of("demo", "--lake", folder.resolve("lake").toString(), "--recording", "a=" + text);
        assertOneLine(run, text.toString());
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            CommandRun run = CommandRun.of(
                    "up", "--lake", folder.resolve("lake").toString(), "--kafka-port", "0", "--s3-port", port);
            assertOneLine(run, port);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path below = file.resolve("lake");
        assertOneLine(CommandRun.of("demo", "--lake", below.toString()), below.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--algorithm a --out power.pdf|end its name in .png, .svg, .html",
                "--algorithm a --out /none/power.png|there is no folder /none",
                "--algorithm a --out {folder}|end its name in",
                "--algorithm a,b,c --out {folder}/a.png|takes one name or two that differ, as A,B; not a,b,c",
                "--algorithm a,a --out {folder}/a.png|takes one name or two that differ",
                "--algorithm a --session u,v --out {folder}/a.png|takes one session or one for each algorithm",
                "--algorithm a --width 100 --out {folder}/a.png|--width is 100; it must be from 400 to 10000"
            })
    void whatPlotCannotDoIsSaidBeforeTheLakeIsOpened(String options, String part) {
        String command = "plot --lake /none --device d --signal s " + options.replace("{folder}", folder.toString());
        assertOneLine(CommandRun.of(command.split(" ")), part);
    }

    @Test
    void aMissingSettingsFileIsNamed() {
        Path none = folder.resolve("none.properties");
        assertOneLine(CommandRun.of("sql", "--config", none.toString(), "SELECT 1"), none.toString());
    }

    private static void assertOneLine(CommandRun run, String part) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().contains(part);
        assertThat(run.err()).doesNotContain("\tat ");
    }
}

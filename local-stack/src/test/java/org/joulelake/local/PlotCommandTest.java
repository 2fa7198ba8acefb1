package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** {@code joulelake plot} on a lake that the real ingest has filled. */
class PlotCommandTest {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path lake;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() throws Exception {
        PlotLake.make(lake);
    }

    @Test
    void aPageHasTheRowsOfTheTableFunction() throws IOException {
        Path page = folder.resolve("power.html");
        CommandRun run = plot(page, "before", "--points", "100");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("picture: " + page + "\n");
        assertThat(run.err()).contains("asking for power of BENCH-1 running before", "drawing");

        CommandRun sql = CommandRun.of(
                "sql",
                "--lake",
                lake.toString(),
                "--format",
                "csv",
                "SELECT ts_ns, until_ns, min, max, mean FROM waveform('BENCH-1', 'before', 'power', '2026-01-01',"
                        + " '2027-01-01', 100) ORDER BY ts_ns");
        JsonNode data = data(page);
        assertThat(rows(data))
                .hasSizeBetween(70, 100)
                .isEqualTo(sql.outLines().subList(1, sql.outLines().size()));
        assertThat(data.get("unit").asText()).isEqualTo("W");
        assertThat(data.get("curves").get(0).get("legend").asText())
                .startsWith("before: mean 2.")
                .endsWith("4.000 s, 100 samples missing, 1 hole of 600.0 ms");
    }

    @Test
    void twoAlgorithmsThatRanOneAfterTheOtherBeginTogetherAndAreCompared() throws IOException {
        Path page = folder.resolve("power.html");
        CommandRun run = plot(page, "before,after", "--title", "A title", "--period", "0.5");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode data = data(page);
        assertThat(data.get("title").asText()).isEqualTo("A title");
        assertThat(data.get("isClock").asBoolean()).isFalse();
        assertThat(data.get("since").asText())
                .isEqualTo("the first sample of each: before 2026-01-02T03:04:05Z, after 2026-01-02T04:04:05Z");
        assertThat(data.get("curves").get(0).get("from").get(0).asLong()).isZero();
        assertThat(data.get("curves").get(1).get("from").get(0).asLong()).isZero();
        assertThat(data.get("notes").get(0).asText())
                .matches("after against before: mean power 1\\.[0-9]+ mW against 2\\.[0-9]+ mW; energy of 500\\.0 ms"
                        + " −2[0-9.]+ % \\(95 % interval −[0-9.]+ to −[0-9.]+ %, [0-9]+ and 8 periods\\)");
    }

    @Test
    void aPictureReplacesAnOlderOne() throws IOException {
        Path picture = Files.writeString(folder.resolve("power.png"), "older");
        CommandRun run = plot(picture, "before,after", "--no-compare", "--align", "clock", "--width", "800");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("comparing");
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(image.getHeight()).isEqualTo(650);
        assertThat(folder.toFile().list()).containsExactly("power.png");
    }

    @Test
    void aDrawingHasItsWords() throws IOException {
        Path picture = folder.resolve("power.svg");
        CommandRun run = plot(picture, "twice", "--session", PlotLake.ONE_OF_TWO.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        String words = Files.readString(picture).replaceAll("<path[^>]*>", "");
        assertThat(words)
                .contains(
                        ">Power of BENCH-1: twice</text>",
                        "power in mW",
                        "ms since 2026-01-02T03:04:05Z",
                        ">twice: mean ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BENCH-2|before|power|2026-01-01|there is no device 'BENCH-2'; there is BENCH-1",
                "BENCH-1|before|power|2026-02-31|'2026-02-31' is no time; write it as 2026-01-02T03:04:05.000000500Z",
                "BENCH-1|before|power|2026-03-01|power of BENCH-1 has no samples while it ran before from 2026-03-01;"
                        + " there is power from 2026-01-02T03:04:05Z until 2026-01-02T03:04:09Z",
                "BENCH-1|twice|power|2026-01-01|two sessions have samples at the same time",
                "BENCH-1|odd,even|voltage|2026-01-01|odd and even took turns between 2026-01-02T03:04:05Z and"
            })
    void whatCannotBeDrawnIsSaidInOneLineAndNothingIsWritten(
            String device, String algorithm, String signal, String from, String error) throws IOException {
        Path picture = Files.writeString(folder.resolve("power.png"), "older");
        CommandRun run = CommandRun.of(
                "plot",
                "--lake",
                lake.toString(),
                "--device",
                device,
                "--algorithm",
                algorithm,
                "--signal",
                signal,
                "--from",
                from,
                "--out",
                picture.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().contains(error);
        assertThat(run.err()).doesNotContain("\tat ", "session =>");
        assertThat(picture).hasContent("older");
        assertThat(folder.toFile().list()).containsExactly("power.png");
    }

    @Test
    void aPlotThatIsEndedLeavesNothing() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("joulelake.spark.jvm.args").split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Joulelake.class.getName(), "plot"));
        command.addAll(List.of(
                "--lake", lake.toString(), "--out", folder.resolve("power.png").toString()));
        command.addAll(PlotLake.power("before,after"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.lines().anyMatch(line -> line.contains("asking for power")))
                    .as("it gets to ask the lake")
                    .isTrue();
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isNotZero();
        assertThat(folder).isEmptyDirectory();
    }

    private static CommandRun plot(Path out, String algorithms, String... options) {
        List<String> arguments = new ArrayList<>(List.of("plot", "--lake", lake.toString(), "--out", out.toString()));
        arguments.addAll(PlotLake.power(algorithms));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static JsonNode data(Path page) throws IOException {
        String text = Files.readString(page);
        int start = text.indexOf("const data = ") + "const data = ".length();
        return new ObjectMapper().readTree(text.substring(start, text.indexOf(";\n", start)));
    }

    /** The windows of the first curve, as lines of a file. */
    private static List<String> rows(JsonNode data) {
        long midnight = data.get("midnightDays").asLong() * 86_400_000_000_000L;
        JsonNode curve = data.get("curves").get(0);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < curve.get("from").size(); i++) {
            rows.add("%d,%d,%s,%s,%s"
                    .formatted(
                            midnight + curve.get("from").get(i).asLong(),
                            midnight + curve.get("until").get(i).asLong(),
                            (float) curve.get("min").get(i).asDouble(),
                            (float) curve.get("max").get(i).asDouble(),
                            curve.get("mean").get(i).asDouble()));
        }
        return rows;
    }
}

package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The notebooks, run by the command that users run, on a running stack with two simulated devices that run two algorithms. What
 * they print is compared with SQL.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class NotebooksTest {

    private static final Path ROOT = Path.of(System.getProperty("joulelake.root"));
    private static final Path RECORDINGS = ROOT.resolveSibling("shared").resolve("recordings");
    private static final String SECRET = "joulelake-local";
    private static final String RANGE = "'1970-01-01', '2200-01-01'";

    /** Samples of each signal: four times 6 s at 200 kHz, less what does not exist. */
    private static final long SAMPLES = 4 * 1_200_000 - 50_000;

    /** Current, voltage, and power. */
    private static final int SIGNALS = 3;

    @TempDir
    private static Path folder;

    private static UpProcess up;
    private static Path pages;
    private static CommandRun run;

    @BeforeAll
    static void runThemAll() throws Exception {
        NotebookRun.environment();
        up = UpProcess.start(folder);
        up.publish(
                SAMPLES,
                folder.resolve("spool"),
                source("SIM-1", "baseline", "2026-01-02T03:04:05Z,gap=300000-350000"),
                source("SIM-1", "dvfs-sleep", "2026-01-02T03:05:05Z,nan=700000-700123"),
                source("SIM-2", "baseline", "2026-01-02T03:06:05Z"),
                source("SIM-2", "dvfs-sleep", "2026-01-02T03:07:05Z"));
        pages = folder.resolve("pages");
        run = CommandRun.of(
                "notebooks",
                "--config",
                up.settings().toString(),
                "--environment",
                NotebookRun.environmentFolder().toString(),
                "--out",
                pages.toString());
    }

    @AfterAll
    static void stop() {
        if (up != null) {
            up.close();
        }
    }

    private static String source(String device, String algorithm, String start) {
        return "sim:%s,algorithm=%s,rate=200k,seconds=6,seed=11,start=%s".formatted(device, algorithm, start);
    }

    @Test
    void allAreRunAndRendered() throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String name : List.of("first-look", "comparison", "quality", "without-spark")) {
            assertThat(run.out()).contains(name + ": " + pages.resolve(name + ".html"));
            assertThat(pages.resolve(name + ".html"))
                    .content()
                    .contains("</html>")
                    .doesNotContain(SECRET);
            assertThat(pages.resolve(name + ".ipynb")).content().doesNotContain(SECRET);
        }
        assertThat(pages.resolve("first-look.html"))
                .as("a figure that needs no kernel")
                .content()
                .contains("Plotly.newPlot");
    }

    @Test
    void theFirstLookShowsEachSampleOnceAndAsksAgainWhenItIsZoomed() throws IOException {
        String printed = printed("first-look");
        Matcher sums =
                find("\\d+ windows hold (\\d+) samples with a mean of (\\S+) A; stats says (\\d+) and (\\S+)", printed);
        String[] expected = up.sql(
                        "SELECT sample_count, mean FROM stats('SIM-2', 'dvfs-sleep', 'current', " + RANGE + ")")
                .get(0)
                .split(",");
        assertThat(sums.group(1)).isEqualTo("1200000").isEqualTo(expected[0]).isEqualTo(sums.group(3));
        assertThat(number(sums.group(2))).isCloseTo(number(expected[1]), within(1e-12));
        assertThat(number(sums.group(4))).isCloseTo(number(expected[1]), within(1e-12));
        Matcher zoom = find("asked again: (\\d+) windows, (\\d+) samples", printed);
        assertThat(zoom.group(2)).as("samples in 2 ms at 200 kHz").isEqualTo("400");
        assertThat(zoom.group(1)).as("each sample is a window").isEqualTo("400");
    }

    @Test
    void theComparisonIsThatOfSql() throws IOException {
        String printed = printed("comparison");
        assertThat(printed).contains("SIM-1: a is baseline, b is dvfs-sleep");
        String[] expected = up.sql("SELECT difference_percent, difference_low_percent, difference_high_percent,"
                        + " difference_j * 1e6 FROM compare('SIM-1', 'baseline', 'dvfs-sleep', " + RANGE + ")")
                .get(0)
                .split(",");
        Matcher sentence = find(
                "dvfs-sleep against baseline: (\\S+) % \\(95 % interval (\\S+) % to (\\S+) %\\), (\\S+) µJ each 1 s: a difference",
                printed);
        for (int i = 0; i < expected.length; i++) {
            assertThat(number(sentence.group(i + 1))).isCloseTo(number(expected[i]), within(0.0051));
        }
        Matcher parts = find("(\\S+) % is from activity and (\\S+) % from rest", printed);
        assertThat(number(parts.group(1)) + number(parts.group(2))).isCloseTo(100, within(0.11));
        assertThat(number(parts.group(1)))
                .as("the simulated saving is made while active")
                .isBetween(90.0, 110.0);
        assertThat(pages.resolve("comparison.png"))
                .binaryContent()
                .startsWith(0x89, 'P', 'N', 'G')
                .hasSizeGreaterThan(20_000);
        assertThat(pages.resolve("comparison.svg")).content().contains("<svg");
        assertThat(pages.resolve("comparison.pdf")).binaryContent().startsWith('%', 'P', 'D', 'F');
    }

    @Test
    void qualityListsTheHolesThatWereMade() throws IOException {
        String printed = printed("quality");
        // The hole is in each signal, and so are the samples that were marked.
        assertThat(printed)
                .contains(4 * SIGNALS + " streams, " + SIGNALS * (SAMPLES - 123) + " samples, " + SIGNALS * 50_123
                        + " missing")
                .contains(2 * SIGNALS + " holes: ", SIGNALS * 50_000 + " samples never-in-a-block")
                .contains(SIGNALS * 123 + " samples marked")
                .contains("0 messages refused");
    }

    @Test
    void withoutSparkTheMeanIsTheSame() throws IOException {
        String printed = printed("without-spark");
        double mean = number(up.sql("SELECT mean FROM stats('SIM-2', 'dvfs-sleep', 'current', " + RANGE + ")")
                .get(0));
        double joules = number(up.sql("SELECT energy_j FROM energy('SIM-2', 'dvfs-sleep', " + RANGE + ")")
                .get(0));
        for (String engine : List.of("SIM-2, dvfs-sleep", "DuckDB")) {
            Matcher found = find(engine + ": (\\d+) samples of current, mean (\\S+) A", printed);
            assertThat(found.group(1)).isEqualTo("1200000");
            assertThat(number(found.group(2))).as(engine).isCloseTo(mean, within(1e-12));
        }
        assertThat(number(find("energy (\\S+) J in 6 s", printed).group(1))).isCloseTo(joules, within(1e-9));
    }

    @Test
    void zoomingAsksForWhatIsVisible() throws Exception {
        Process check = new ProcessBuilder(
                        python().toString(),
                        ROOT.resolve("local-stack/src/test/python/zoom_check.py")
                                .toString(),
                        ROOT.resolve("notebooks").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).endsWith("zoomed\n");
        assertThat(check.waitFor()).isZero();
    }

    /** As docs/sql.md says: the jars and one line. It is PySpark's own Spark, with nothing else of ours. */
    @Test
    void anotherSparkNeedsTheJarsAndOneLine() throws Exception {
        Path spark;
        try (Stream<Path> libraries = Files.list(NotebookRun.environmentFolder().resolve("lib"))) {
            spark = libraries.findFirst().orElseThrow().resolve("site-packages/pyspark");
        }
        String jars = CommandRun.of("jars").out().strip();
        assumeTrue(Stream.of(jars.split(",")).allMatch(jar -> jar.endsWith(".jar")), "needs jars, so mvn verify");
        ProcessBuilder command = new ProcessBuilder(
                        spark.resolve("bin/spark-sql").toString(),
                        "--jars",
                        jars,
                        "--conf",
                        "spark.sql.extensions=org.joulelake.query.LakeExtensions",
                        "-e",
                        "SELECT energy_j FROM energy('SIM-2', 'dvfs-sleep', " + RANGE + ");"
                                + "SELECT count(*) FROM lake.power.samples WHERE device = 'SIM-1' AND signal = 'current'"
                                + " AND algorithm = 'dvfs-sleep'")
                .directory(Files.createDirectory(folder.resolve("elsewhere")).toFile())
                .redirectError(folder.resolve("spark-sql.log").toFile());
        command.environment().put("JOULELAKE_CONFIG", up.settings().toString());
        command.environment().put("SPARK_HOME", spark.toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = command.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("spark-sql.log")))
                .isZero();
        String joules = up.sql("SELECT energy_j FROM energy('SIM-2', 'dvfs-sleep', " + RANGE + ")")
                .get(0);
        assertThat(answer.lines()).contains(joules, "1200000");
    }

    /** Published: 32.9 µJ and 22.8 µJ each second; of the reconstructions, 100.3969 µJ and 68.4111 µJ in 3 s. */
    @Test
    void theComparisonOfTheRecordingsIsThePublishedOne() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "needs " + RECORDINGS);
        Path lake = folder.resolve("recordings");
        CommandRun demo = CommandRun.of(
                "demo",
                "--lake",
                lake.toString(),
                "--recording",
                "simplelink=" + RECORDINGS.resolve("ti-23-lp_simplelink.jls"),
                "--recording",
                "emscript=" + RECORDINGS.resolve("ti-23-lp_emscript.jls"));
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        Path out = folder.resolve("recordings-pages");
        CommandRun compared = CommandRun.of(
                "notebooks",
                "comparison",
                "--lake",
                lake.toString(),
                "--environment",
                NotebookRun.environmentFolder().toString(),
                "--out",
                out.toString());
        assertThat(compared.exitCode()).as(compared.err()).isZero();
        String printed = NotebookRun.printed(out.resolve("comparison.ipynb"));
        Matcher found = find(
                "emscript against simplelink: (\\S+) % \\(95 % interval (\\S+) % to (\\S+) %\\), (\\S+) µJ each 1 s: a difference",
                printed);
        assertThat(number(found.group(1))).isCloseTo(-31.86, within(0.05));
        assertThat((68.4111 / 100.3969 - 1) * 100).isBetween(number(found.group(2)), number(found.group(3)));
        assertThat(number(found.group(4))).isCloseTo((68.4111 - 100.3969) / 3, within(0.02));
        assertThat(out.resolve("comparison.svg"))
                .content()
                .contains("emscript used 31.9 % less energy than simplelink");
    }

    private static String printed(String notebook) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return NotebookRun.printed(pages.resolve(notebook + ".ipynb"));
    }

    private static Path python() {
        return NotebookRun.environmentFolder().resolve("bin/python");
    }

    private static Matcher find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher;
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}

package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.joulelake.local.plot.TestWaveforms.START;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Pages in Chromium, where it is installed. */
class PlotPageInBrowserTest {

    private static final long PATIENCE_SECONDS = 120;
    private static final Optional<Path> BROWSER = Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsABrowser() {
        assumeTrue(BROWSER.isPresent(), "needs Chromium; Debian: apt-get install --no-install-recommends chromium");
    }

    @Test
    void aPageDrawsBothWaveformsAndLeavesTheirHoleEmpty() throws Exception {
        Figure figure = TestWaveforms.figure(
                TestWaveforms.of("one", START, 200, 0.008, i -> i < 80 || i >= 140),
                TestWaveforms.of("two", START, 100, 0.003, i -> true));
        Path page = folder.resolve("page.html");
        Files.write(page, PictureFormat.HTML.draw(figure, 1_200, 650));

        assertThat(run(page, "--dump-dom"))
                .as("the page after its script has run")
                .contains("data-drawn=\"240\"", "one: a legend &amp; more", "<canvas", "two greatest");

        Path shot = folder.resolve("shot.png");
        run(page, "--screenshot=" + shot);
        BufferedImage image = ImageIO.read(shot.toFile());
        List<Integer> blue = Pixels.columns(image, Pixels::isBlue);
        int hole = IntStream.range(1, blue.size())
                .map(i -> blue.get(i) - blue.get(i - 1) - 1)
                .max()
                .orElseThrow();
        double plot = blue.get(blue.size() - 1) - blue.get(0);
        assertThat(hole / plot).isCloseTo(60.0 / 200, within(0.01));
        List<Integer> vermilion = Pixels.columns(image, Pixels::isVermilion);
        int length = IntStream.range(0, vermilion.size())
                .filter(i -> vermilion.get(i) == vermilion.get(0) + i)
                .max()
                .orElseThrow();
        assertThat(length / plot).as("the second, as one line").isCloseTo(0.5, within(0.01));
    }

    private String run(Path page, String action) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                BROWSER.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--window-size=1260,900",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + folder.resolve("profile"),
                action,
                page.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return Files.readString(output);
    }
}

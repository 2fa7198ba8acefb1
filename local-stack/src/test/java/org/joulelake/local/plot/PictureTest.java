package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.joulelake.local.plot.TestWaveforms.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.joulelake.cli.CommandException;

/** Figures as files. */
class PictureTest {

    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 650;

    /** Blue, a hole of three tenths from the fourth tenth on; and vermilion, which ends after half the time. */
    private static final Figure FIGURE = TestWaveforms.figure(
            TestWaveforms.of("one", START, 200, 0.008, i -> i < 80 || i >= 140),
            TestWaveforms.of("two", START, 100, 0.003, i -> true));

    @BeforeAll
    static void noScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void aPngHasItsSizeAndTheColoursOfBothWaveforms() throws IOException {
        BufferedImage image = png(FIGURE, WIDTH, HEIGHT);
        assertThat(image.getWidth()).isEqualTo(WIDTH);
        assertThat(image.getHeight()).isEqualTo(HEIGHT);
        assertThat(Pixels.columns(image, Pixels::isBlue))
                .as("columns of the first")
                .hasSizeBetween(750, 850);
        assertThat(Pixels.columns(image, Pixels::isVermilion))
                .as("columns of the second")
                .hasSizeBetween(540, 580);
    }

    @Test
    void aHoleIsEmptyInAPng() throws IOException {
        List<Integer> columns = Pixels.columns(png(FIGURE, WIDTH, HEIGHT), Pixels::isBlue);
        int widest = IntStream.range(1, columns.size())
                .map(i -> columns.get(i) - columns.get(i - 1) - 1)
                .max()
                .orElseThrow();
        double plot = columns.get(columns.size() - 1) - columns.get(0);
        assertThat(widest / plot).isCloseTo(60.0 / 200, within(0.005));
    }

    @Test
    void aWiderPngIsTheSamePictureWithMorePixels() throws IOException {
        BufferedImage image = png(FIGURE, 2 * WIDTH, 2 * HEIGHT);
        assertThat(image.getWidth()).isEqualTo(2 * WIDTH);
        assertThat(Pixels.columns(image, Pixels::isVermilion)).hasSizeBetween(1_080, 1_160);
    }

    @Test
    void missingSamplesAreMarkedInAPng() throws IOException {
        Window lossy = new Window(START, START + 1_000_000, 1, 1, 1, 90, 10);
        Window whole = new Window(START + 1_000_000, START + 2_000_000, 1, 1, 1, 100, 0);
        BufferedImage image = png(TestWaveforms.figure(TestWaveforms.of(lossy, whole)), WIDTH, HEIGHT);
        int inTheMiddleOfLossy = WIDTH / 4 + 30;
        int inTheMiddleOfWhole = WIDTH * 3 / 4 + 30;
        assertThat(Pixels.runs(image, inTheMiddleOfLossy, Pixels::isBlue))
                .as("the line, and a mark below it")
                .isEqualTo(2);
        assertThat(Pixels.runs(image, inTheMiddleOfWhole, Pixels::isBlue)).isEqualTo(1);
    }

    @Test
    void anSvgIsWellFormedAndHasItsWords() throws Exception {
        Document document = svg(FIGURE);
        assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 1200 650");
        assertThat(texts(document, "title")).containsExactly("Current of JS220 <1>");
        assertThat(texts(document, "desc").get(0))
                .contains("current in mA", "ms since 2026-01-02T03:04:05Z", "two: a legend & more");
        assertThat(texts(document, "text"))
                .contains("Current of JS220 <1>", "one: a legend & more", "two: a legend & more", "a note");
    }

    @Test
    void aHoleDividesALineInAnSvg() throws Exception {
        List<String> blue = elements(svg(FIGURE), "path").stream()
                .filter(path -> path.getAttribute("fill").equals("none"))
                .filter(path -> inherited(path, "stroke").equals("rgb(0,114,178)"))
                .filter(path -> inherited(path, "stroke-width").equals("1.4"))
                .map(path -> path.getAttribute("d"))
                .toList();
        assertThat(blue).singleElement().asString().containsPattern("^M[^M]+M[^M]+$");
    }

    @Test
    void aPageHasEachWindowExactly() throws IOException {
        JsonNode data = data(FIGURE);
        long midnight = data.get("midnightDays").asLong() * 86_400_000_000_000L;
        for (int number = 0; number < 2; number++) {
            List<Window> windows = FIGURE.curves().get(number).waveform().windows();
            JsonNode curve = data.get("curves").get(number);
            assertThat(curve.get("from")).hasSameSizeAs(windows);
            for (int i = 0; i < windows.size(); i++) {
                Window window = new Window(
                        midnight + curve.get("from").get(i).asLong(),
                        midnight + curve.get("until").get(i).asLong(),
                        curve.get("min").get(i).asDouble(),
                        curve.get("max").get(i).asDouble(),
                        curve.get("mean").get(i).asDouble(),
                        100,
                        0);
                assertThat(window).isEqualTo(windows.get(i));
            }
        }
    }

    @Test
    void noNameCanEndTheScriptOfAPage() throws IOException {
        Waveform hostile = TestWaveforms.of("</script><script>alert(1)</script>", START, 5, 1, i -> true);
        String page = page(TestWaveforms.figure(hostile));
        assertThat(page).doesNotContain("alert(1)</script>");
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(data(TestWaveforms.figure(hostile))
                        .get("curves")
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("</script><script>alert(1)</script>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFigureOfOneValueOrNoneIsDrawn(int count) throws IOException {
        double value = count == 0 ? Double.NaN : 3.3f;
        Window window = new Window(START, START + 500, value, value, value, count, 1 - count);
        Figure figure = TestWaveforms.figure(TestWaveforms.of(window));
        assertThat(Pixels.columns(png(figure, WIDTH, HEIGHT), Pixels::isBlue))
                .as("its line, or the mark that its sample is missing")
                .hasSizeGreaterThan(1_000);
        assertThat(data(figure).get("curves").get(0).get("from")).hasSize(count);
    }

    @Test
    void theSuffixSaysWhatKindOfPictureItIs() {
        assertThat(PictureFormat.of(Path.of("a.b/C.SVG"))).isEqualTo(PictureFormat.SVG);
        assertThatThrownBy(() -> PictureFormat.of(Path.of("power.pdf")))
                .isInstanceOf(CommandException.class)
                .hasMessage("cannot tell what kind of picture power.pdf is to be; end its name in .png, .svg, .html");
    }

    private static BufferedImage png(Figure figure, int width, int height) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PictureFormat.PNG.draw(figure, width, height)));
    }

    private static String page(Figure figure) {
        return new String(PictureFormat.HTML.draw(figure, WIDTH, HEIGHT), StandardCharsets.UTF_8);
    }

    private static JsonNode data(Figure figure) throws IOException {
        String page = page(figure);
        int start = page.indexOf("const data = ") + "const data = ".length();
        return new ObjectMapper().readTree(page.substring(start, page.indexOf(";\n", start)));
    }

    private static Document svg(Figure figure) throws Exception {
        byte[] svg = PictureFormat.SVG.draw(figure, WIDTH, HEIGHT);
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static List<Element> elements(Document document, String name) {
        return IntStream.range(0, document.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) document.getElementsByTagName(name).item(i))
                .toList();
    }

    private static List<String> texts(Document document, String name) {
        return elements(document, name).stream().map(Element::getTextContent).toList();
    }

    private static String inherited(Element element, String attribute) {
        return element.hasAttribute(attribute) || !(element.getParentNode() instanceof Element parent)
                ? element.getAttribute(attribute)
                : inherited(parent, attribute);
    }
}

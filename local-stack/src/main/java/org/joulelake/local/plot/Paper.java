package org.joulelake.local.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;

/** The whole of a still picture: its title, a line for each waveform, notes, and below them the chart. */
final class Paper {

    static final Color INK = new Color(0x1D2733);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final int MARGIN = 14;

    /** Fonts and lines are made for so many pixels; a wider picture is the same picture with more pixels. */
    private static final double WIDTH = 1_200;

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final int SWATCH = 28;
    private static final int SWATCH_GAP = 8;
    private static final float SWATCH_HEIGHT = 3;

    private final Figure figure;
    private final Graphics2D graphics;
    private final int width;
    private final int height;
    private int y = MARGIN;

    private Paper(Figure figure, Graphics2D graphics, int width, int height) {
        this.figure = figure;
        this.graphics = graphics;
        this.width = width;
        this.height = height;
    }

    /** Without a font, Java2D fails in the middle of a picture. */
    static void requireFont() {
        try {
            TEXT.getStringBounds("µ", new FontRenderContext(null, true, true));
        } catch (InternalError | LinkageError e) {
            throw new CommandException(
                    "there is no font on this machine, which .png and .svg need; install one (Debian:"
                            + " fonts-dejavu-core) or write .html",
                    e);
        }
    }

    /** Paints so many pixels. */
    static void paint(Figure figure, Graphics2D graphics, int width, int height) {
        double scale = Math.max(1, width / WIDTH);
        graphics.scale(scale, scale);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        new Paper(figure, graphics, (int) Math.round(width / scale), (int) Math.round(height / scale)).paint();
    }

    private void paint() {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        write(figure.title(), TITLE, MARGIN);
        int number = 0;
        for (Figure.Curve curve : figure.curves()) {
            graphics.setColor(new Color(Colours.CURVES.get(number++)));
            double middle = y + graphics.getFontMetrics(TEXT).getHeight() / 2.0;
            graphics.fill(new Rectangle2D.Double(MARGIN, middle - SWATCH_HEIGHT / 2, SWATCH, SWATCH_HEIGHT));
            write(curve.legend(), TEXT, MARGIN + SWATCH + SWATCH_GAP);
        }
        Stream.concat(figure.notes().stream(), Stream.of(figure.howToRead()))
                .forEach(note -> write(note, TEXT, MARGIN));
        graphics.translate(0, y);
        paintChart(height - y);
    }

    private void paintChart(int chartHeight) {
        double unitSize = figure.axisUnit().size();
        ValueRange values = ValueRange.of(figure);
        if (figure.isMissingSamples()) {
            values = values.withRoomBelow(
                    CurvePainter.ROOM_FOR_MARKS * figure.curves().size());
        }
        Axes axes = Axes.paint(figure, values, graphics, width, chartHeight);
        graphics.clip(axes.room());
        List<CurvePainter> painters = IntStream.range(0, figure.curves().size())
                .mapToObj(number -> new CurvePainter(
                        figure.curves().get(number).waveform(), axes, unitSize, Colours.CURVES.get(number)))
                .toList();
        painters.forEach(painter -> painter.paintBand(graphics));
        painters.forEach(painter -> painter.paintMeans(graphics));
        IntStream.range(0, painters.size()).forEach(row -> painters.get(row).paintMarks(graphics, row));
    }

    /** Writes a text in as many lines as it takes. */
    private void write(String text, Font font, int x) {
        graphics.setFont(font);
        graphics.setColor(INK);
        FontMetrics metrics = graphics.getFontMetrics();
        for (String line : lines(text, metrics, width - MARGIN - x)) {
            graphics.drawString(line, x, y + metrics.getAscent());
            y += metrics.getHeight();
        }
        y += metrics.getDescent();
    }

    private static List<String> lines(String text, FontMetrics metrics, int room) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && metrics.stringWidth(longer) > room) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }
}

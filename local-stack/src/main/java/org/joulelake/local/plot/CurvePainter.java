package org.joulelake.local.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Paints a waveform: a band from the least to the greatest sample of each window, a line of means, marks where samples are missing. */
final class CurvePainter {

    /** Part of the height that the marks of one waveform take. */
    static final double ROOM_FOR_MARKS = 0.025;

    private static final int BAND_OPACITY = 0x50;

    /** A band that is thinner than a pixel is seen by its edge. */
    private static final int EDGE_OPACITY = 0x80;

    private static final BasicStroke EDGE = new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke MEAN = new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final double LEAST_MARK_WIDTH = 3;

    private final Waveform waveform;
    private final Axes axes;
    private final double unitSize;
    private final int colour;

    /** A painter of one waveform in the colour of this RGB. */
    CurvePainter(Waveform waveform, Axes axes, double unitSize, int colour) {
        this.waveform = waveform;
        this.axes = axes;
        this.unitSize = unitSize;
        this.colour = colour;
    }

    void paintBand(Graphics2D graphics) {
        Path2D band = new Path2D.Double();
        for (List<Window> stretch : waveform.stretches()) {
            begin(band, stretch.get(0), stretch.get(0).max());
            for (Window window : stretch) {
                lineTo(band, window.fromNanos(), window.max());
                lineTo(band, window.untilNanos(), window.max());
            }
            for (int i = stretch.size() - 1; i >= 0; i--) {
                lineTo(band, stretch.get(i).untilNanos(), stretch.get(i).min());
                lineTo(band, stretch.get(i).fromNanos(), stretch.get(i).min());
            }
            band.closePath();
        }
        graphics.setColor(translucent(BAND_OPACITY));
        graphics.fill(band);
        graphics.setColor(translucent(EDGE_OPACITY));
        graphics.setStroke(EDGE);
        graphics.draw(band);
    }

    void paintMeans(Graphics2D graphics) {
        Path2D means = new Path2D.Double();
        for (List<Window> stretch : waveform.stretches()) {
            begin(means, stretch.get(0), stretch.get(0).mean());
            for (Window window : stretch) {
                lineTo(means, window.fromNanos(), window.mean());
                lineTo(means, window.untilNanos(), window.mean());
            }
        }
        graphics.setColor(new Color(colour));
        graphics.setStroke(MEAN);
        graphics.draw(means);
    }

    /** Paints marks of windows with missing samples in a row above the lower edge. */
    void paintMarks(Graphics2D graphics, int row) {
        Rectangle2D room = axes.room();
        double height = ROOM_FOR_MARKS * room.getHeight() / 2;
        double top = room.getMaxY() - (row + 0.75) * 2 * height;
        Path2D marks = new Path2D.Double();
        for (Window window : waveform.windows()) {
            if (window.missing() > 0) {
                double left = axes.x(waveform, window.fromNanos());
                double width = Math.max(LEAST_MARK_WIDTH, axes.x(waveform, window.untilNanos()) - left);
                marks.append(new Rectangle2D.Double(left, top, width, height), false);
            }
        }
        graphics.setColor(new Color(colour));
        graphics.fill(marks);
    }

    private void begin(Path2D path, Window window, double value) {
        path.moveTo(axes.x(waveform, window.fromNanos()), axes.y(value / unitSize));
    }

    private void lineTo(Path2D path, long nanos, double value) {
        path.lineTo(axes.x(waveform, nanos), axes.y(value / unitSize));
    }

    private Color translucent(int opacity) {
        return new Color(colour | opacity << 24, true);
    }
}

package org.joulelake.local.plot;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.DoubleStream;

/** Axes, their ticks and a grid, which XChart paints; and where a point is on them. */
final class Axes {

    private static final Color GRID = new Color(0xDFE3E8);
    private static final double TIME_MARGIN = 0.005;

    /** Where points of the empty series are, in parts of an axis. XChart would put ticks just on points that are equally far apart. */
    private static final double[] UNEVEN = {0, 0.3, 1};

    private final TimeAxis time;
    private final ValueRange values;
    private final XYChart chart;

    private Axes(Figure figure, ValueRange values, int width, int height) {
        time = figure.time();
        this.values = values;
        chart = new XYChart(width, height);
        chart.setXAxisTitle(time.label());
        chart.setYAxisTitle(figure.valueLabel());
    }

    /** Paints the axes of a figure. */
    static Axes paint(Figure figure, ValueRange values, Graphics2D graphics, int width, int height) {
        Axes axes = new Axes(figure, values, width, height);
        axes.style(axes.chart.getStyler());
        axes.addEmptySeries();
        axes.chart.paint(graphics, width, height);
        return axes;
    }

    private void style(XYStyler style) {
        style.setChartBackgroundColor(Color.WHITE);
        style.setChartFontColor(Paper.INK);
        style.setChartPadding(Paper.MARGIN);
        style.setChartTitleVisible(false);
        style.setLegendVisible(false);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotContentSize(1);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setAxisTitleFont(Paper.TEXT);
        style.setAxisTickLabelsFont(Paper.TEXT);
        style.setAxisTickLabelsColor(Paper.INK);
        style.setLocale(Locale.ROOT);
        style.setTimezone(TimeZone.getTimeZone("UTC"));
        style.setDatePattern(time.pattern());
        double margin = TIME_MARGIN * (time.last() - time.first());
        style.setXAxisMin(time.first() - margin);
        style.setXAxisMax(time.last() + margin);
        style.setYAxisMin(values.low());
        style.setYAxisMax(values.high());
    }

    private void addEmptySeries() {
        double[] xs = uneven(time.first(), time.last());
        double[] ys = uneven(values.low(), values.high());
        XYSeries series = time.isCalendar()
                ? chart.addSeries("empty", dates(xs), Arrays.stream(ys).boxed().toList())
                : chart.addSeries("empty", xs, ys);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
    }

    private static double[] uneven(double from, double to) {
        return DoubleStream.of(UNEVEN).map(part -> from + part * (to - from)).toArray();
    }

    private static List<Date> dates(double[] millis) {
        return DoubleStream.of(millis).mapToObj(one -> new Date((long) one)).toList();
    }

    /** Where an instant of a waveform is, in pixels from the left. */
    double x(Waveform waveform, long nanos) {
        return chart.getScreenXFromChart(time.position(waveform, nanos));
    }

    /** Where a value in the unit of the axis is, in pixels from above. */
    double y(double value) {
        return chart.getScreenYFromChart(value);
    }

    /** The room of the curves, in pixels. */
    Rectangle2D room() {
        Rectangle2D room = new Rectangle2D.Double();
        double left = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
        double right = chart.getScreenXFromChart(chart.getStyler().getXAxisMax());
        room.setFrameFromDiagonal(left, y(values.high()), right, y(values.low()));
        return room;
    }
}

package org.joulelake.local.plot;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The axis of values, in its unit.
 *
 * @param low lower end
 * @param high upper end
 */
record ValueRange(double low, double high) {

    private static final double MARGIN = 0.04;

    /** Zero is worth its room if it takes no more than this part. */
    private static final double ROOM_FOR_ZERO = 0.5;

    /** With some room around all values, and with zero if it is near. */
    static ValueRange of(Figure figure) {
        double size = figure.axisUnit().size();
        double min = shown(figure, Waveform::min).min().orElse(0) / size;
        double max = shown(figure, Waveform::max).max().orElse(1) / size;
        double low = min > 0 && min < ROOM_FOR_ZERO * max ? 0 : min;
        double high = max < 0 && max > ROOM_FOR_ZERO * min ? 0 : max;
        double span = high > low ? high - low : Math.max(Math.abs(high), 1);
        return new ValueRange(low - MARGIN * span, high + MARGIN * span);
    }

    private static DoubleStream shown(Figure figure, ToDoubleFunction<Waveform> value) {
        return figure.curves().stream()
                .map(Figure.Curve::waveform)
                .mapToDouble(value)
                .filter(Double::isFinite);
    }

    /** With a part more room below. */
    ValueRange withRoomBelow(double part) {
        return new ValueRange(low - part * (high - low), high);
    }
}

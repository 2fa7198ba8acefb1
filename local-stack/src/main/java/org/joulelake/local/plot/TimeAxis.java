package org.joulelake.local.plot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The axis of time of a picture: numbers of a unit since an instant that is said, or, of minutes and more on the clock, times
 * of the day.
 *
 * @param alignment what stands above each other
 * @param scale unit of the numbers
 * @param originNanos what the numbers count from on the clock, in nanoseconds since the Unix epoch
 * @param waveforms what is drawn, at least one
 */
record TimeAxis(Alignment alignment, TimeScale scale, long originNanos, List<Waveform> waveforms) {

    private static final long MILLI = 1_000_000;

    static TimeAxis of(Alignment alignment, List<Waveform> waveforms) {
        long from = waveforms.stream().mapToLong(Waveform::fromNanos).min().orElseThrow();
        long until = waveforms.stream().mapToLong(Waveform::untilNanos).max().orElseThrow();
        long longest = waveforms.stream()
                .mapToLong(waveform -> waveform.untilNanos() - waveform.fromNanos())
                .max()
                .orElseThrow();
        TimeScale scale = TimeScale.of(alignment == Alignment.CLOCK ? until - from : longest);
        return new TimeAxis(
                alignment, scale, from - Math.floorMod(from, scale.next().nanos()), waveforms);
    }

    /** Whether positions are milliseconds since the Unix epoch, and not of {@link #scale}. */
    boolean isCalendar() {
        return alignment == Alignment.CLOCK && scale.compareTo(TimeScale.SECONDS) > 0;
    }

    /** Where an instant of a waveform is. */
    double position(Waveform waveform, long nanos) {
        if (isCalendar()) {
            return (double) nanos / MILLI;
        }
        long origin = alignment == Alignment.CLOCK ? originNanos : waveform.fromNanos();
        return (double) (nanos - origin) / scale.nanos();
    }

    /** Where the picture begins. */
    double first() {
        return waveforms.stream()
                .mapToDouble(waveform -> position(waveform, waveform.fromNanos()))
                .min()
                .orElseThrow();
    }

    /** Where the picture ends. */
    double last() {
        return waveforms.stream()
                .mapToDouble(waveform -> position(waveform, waveform.untilNanos()))
                .max()
                .orElseThrow();
    }

    /** What the positions are. */
    String label() {
        if (isCalendar()) {
            return "time of day in UTC, from "
                    + day(waveforms.stream()
                            .mapToLong(Waveform::fromNanos)
                            .min()
                            .orElseThrow());
        }
        return scale.unit() + " since " + since();
    }

    /** What numbers count from. */
    String since() {
        if (alignment == Alignment.CLOCK) {
            return text(originNanos);
        }
        if (waveforms.size() == 1) {
            return text(waveforms.get(0).fromNanos());
        }
        return waveforms.stream()
                .map(waveform -> Names.brief(waveform.algorithm()) + " " + text(waveform.fromNanos()))
                .collect(Collectors.joining(", ", "the first sample of each: ", ""));
    }

    /** Pattern of {@link java.text.SimpleDateFormat} for times of the day. */
    String pattern() {
        return switch (scale) {
            case MINUTES -> "HH:mm:ss";
            case HOURS -> "HH:mm";
            default -> "MM-dd HH:mm";
        };
    }

    private static String text(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private static String day(long nanos) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
                .format(Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC));
    }
}

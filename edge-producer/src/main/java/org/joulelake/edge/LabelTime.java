package org.joulelake.edge;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.joulelake.cli.CommandException;

/** Times as people write them, to the nanosecond. */
final class LabelTime {

    /** The time at which the command runs. */
    static final String NOW = "now";

    private LabelTime() {}

    /**
     * Nanoseconds since the Unix epoch.
     *
     * @throws CommandException if the text is no time, or one that has no such number
     */
    static long nanos(String text) {
        try {
            Instant time = text.equals(NOW) ? Instant.now() : Instant.parse(text);
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
        } catch (DateTimeException e) {
            throw new CommandException(
                    "'" + text + "' is no time; write it as 2026-01-02T03:04:05Z, with a zone, or say " + NOW, e);
        } catch (ArithmeticException e) {
            throw new CommandException("'" + text + "' is not within the years 1678 to 2261", e);
        }
    }

    /** The text of a time; {@link #nanos} reads it. */
    static String text(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second))
                .toString();
    }
}

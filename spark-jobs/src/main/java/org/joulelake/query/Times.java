package org.joulelake.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.LongSupplier;

/** Instants as people write them. */
final class Times {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Times() {}

    /**
     * Nanoseconds since the Unix epoch of an ISO 8601 time with up to nine decimals of a second; a space may stand for the
     * T. Without a zone it means UTC, a date its midnight.
     */
    static long nanos(String text) {
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    iso.contains("T") ? iso : iso + "T00:00", ZonedDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
            return exact(
                    () -> Math.addExact(
                            Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano()),
                    "'" + text + "'");
        } catch (DateTimeException e) {
            throw new QueryException("'%s' is no time; write it as 2026-01-02T03:04:05.000000500Z".formatted(text));
        }
    }

    /** The time, which must fit into 64 bits of nanoseconds: the years 1678 to 2261. */
    static long exact(LongSupplier nanos, String words) {
        try {
            return nanos.getAsLong();
        } catch (ArithmeticException e) {
            throw new QueryException(words + " is not between the years 1678 and 2261");
        }
    }
}

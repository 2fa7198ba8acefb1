package org.joulelake.edge.source.joulescope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Time of the ids of one session. The driver's time map changes as it learns, and jumps when the host's clock is set or a
 * counter overflows; time here never goes back and never jumps. It follows the map by running slightly faster or slower, so
 * that a difference is gone in about ten seconds; a step of the map is not followed: it is taken off for good.
 *
 * <p>What was said of an id is never taken back: a change counts only from the last id on that was handed out.
 */
final class DeviceClock {

    /**
     * Greatest difference that is followed. A driver's estimate moves by some milliseconds at most, clocks are stepped by more
     * (NTP: 128 ms), and losses that a JS110 does not fill with NaN are of 512 frames of 126 samples: 32 ms.
     */
    static final long STEP_NANOS = 20_000_000L;

    private static final double CATCH_UP_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    /** A map that says the same as this clock, but for rounding. */
    private static final long EVEN_NANOS = 100;

    private static final double EVEN_SLOPE = 1e-9;

    /** One piece a second: more than blocks can be old. */
    private static final int MOST_PIECES = 600;

    private final double rateHz;
    private final boolean ofHost;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long takenOffNanos;

    /** A straight line: {@code nanos} at {@code id}, {@code slope} times as fast as the nominal rate says. */
    private record Piece(long id, long nanos, double slope) {}

    private DeviceClock(double rateHz, long id, long nanos, long takenOffNanos, boolean ofHost) {
        this.rateHz = rateHz;
        this.takenOffNanos = takenOffNanos;
        this.ofHost = ofHost;
        pieces.add(new Piece(id, nanos, 1));
    }

    /**
     * A clock that begins with what a map says.
     *
     * @param delayNanos what is added to it, so that a new session does not begin before the end of the last one
     */
    static DeviceClock following(TimeMap map, double rateHz, long id, long delayNanos) {
        return new DeviceClock(rateHz, id, map.nanosAt(id) + delayNanos, lasting(delayNanos), false);
    }

    /** A clock that begins with the host's time, as there is no map yet. */
    static DeviceClock ofHost(double rateHz, long id, long nanos, long delayNanos) {
        return new DeviceClock(rateHz, id, nanos + delayNanos, lasting(delayNanos), true);
    }

    /** A small delay is caught up with, a larger one stays. */
    private static long lasting(long delayNanos) {
        return delayNanos < STEP_NANOS ? 0 : -delayNanos;
    }

    /** Whether it began without a map. */
    boolean isOfHost() {
        return ofHost;
    }

    /** Nanoseconds since the Unix epoch. */
    long nanosAt(long id) {
        Iterator<Piece> newestFirst = pieces.descendingIterator();
        Piece piece = newestFirst.next();
        while (id < piece.id && newestFirst.hasNext()) {
            piece = newestFirst.next();
        }
        return along(piece, id);
    }

    private long along(Piece piece, long id) {
        return piece.nanos + TimeMap.idsToNanos(id - piece.id, rateHz / piece.slope);
    }

    /** How far a map is ahead of this clock at an id, in nanoseconds. */
    long ahead(TimeMap map, long id) {
        return map.nanosAt(id) - takenOffNanos - nanosAt(id);
    }

    /** Follows a map slowly, from an id on that nobody has asked about yet. */
    void follow(TimeMap map, long id) {
        Piece last = pieces.getLast();
        if (id - last.id < rateHz) {
            return;
        }
        long ahead = ahead(map, id);
        double ownSlope = rateHz / map.rateHz();
        if (Math.abs(ahead) <= EVEN_NANOS && Math.abs(ownSlope - last.slope) <= EVEN_SLOPE) {
            return;
        }
        double slope = ownSlope + ahead / NANOS_PER_SECOND / CATCH_UP_SECONDS;
        pieces.add(new Piece(id, along(last, id), slope));
        if (pieces.size() > MOST_PIECES) {
            pieces.removeFirst();
        }
    }

    /** How far this clock is from the map by what was taken off it. */
    long takenOffNanos() {
        return takenOffNanos;
    }

    /** Takes a step of the map off. */
    void takeOff(long nanos) {
        takenOffNanos += nanos;
    }
}

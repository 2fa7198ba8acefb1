package org.joulelake.edge.source.joulescope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what went wrong with one instrument, in all its sessions of a run. Tells the log of each cause at once, and then
 * not more than every ten seconds, with the sum; the driver's thread only counts. Any thread may use it.
 */
public final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final String device;
    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);
    private final Map<Cause, Long> toldCounts = new EnumMap<>(Cause.class);
    private final Map<Cause, Long> toldNanos = new EnumMap<>(Cause.class);

    /** Nothing yet. */
    Tally(String device) {
        this.device = device;
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /** Counts without a word: see {@link #tellUntold}. */
    void count(Cause cause, long number) {
        counts.get(cause).add(number);
    }

    /** Counts and tells. */
    void count(Cause cause, long number, String what) {
        count(cause, number);
        tell(cause, what);
    }

    /** Tells of what was only counted. */
    void tellUntold() {
        for (Cause cause : List.of(Cause.QUEUE_FULL, Cause.NOT_A_NUMBER, Cause.REFUSED)) {
            if (of(cause) > toldCounts.getOrDefault(cause, 0L)) {
                tell(cause, "");
            }
        }
    }

    /** How many so far. */
    public long of(Cause cause) {
        return counts.get(cause).sum();
    }

    /** A line for each cause that has occurred. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            if (of(cause) > 0) {
                lines.add("%,d %s".formatted(of(cause), cause.words()));
            }
        }
        return lines;
    }

    private synchronized void tell(Cause cause, String what) {
        long now = System.nanoTime();
        Long last = toldNanos.get(cause);
        if (last == null || now - last >= SILENCE_NANOS) {
            toldNanos.put(cause, now);
            toldCounts.put(cause, of(cause));
            String sum = "%,d %s".formatted(of(cause), cause.words());
            LOG.warn("{}: {}{}", device, what.isEmpty() ? "" : what + "; so far, ", sum);
        }
    }
}

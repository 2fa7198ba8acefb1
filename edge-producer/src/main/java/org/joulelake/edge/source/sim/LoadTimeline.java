package org.joulelake.edge.source.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/** What the load does, level by level from sample 0, without end. */
final class LoadTimeline {

    private static final long PERIOD_NANOS = 100_000_000;
    private static final long FIRST_EVENT_NANOS = 10_000_000;
    private static final long EVENT_JITTER_NANOS = 4_000_000;
    private static final double LENGTH_SPREAD = 0.02;
    private static final long STEP_NANOS = 100_000;
    private static final double STEP_SPREAD = 0.5;

    private final DutyCycle cycle;
    private final Part part;
    private final SampleClock clock;
    private final RandomStream events;
    private final Deque<Level> levels = new ArrayDeque<>();
    private long event;

    LoadTimeline(DutyCycle cycle, Part part, SampleClock clock, RandomStream events) {
        this.cycle = cycle;
        this.part = part;
        this.clock = clock;
        this.events = events;
    }

    /** The level after the one that was returned last. */
    Level next() {
        if (levels.isEmpty()) {
            schedule(event++);
        }
        return levels.remove();
    }

    private void schedule(long index) {
        RandomStream random = events.child(index);
        long time = index * PERIOD_NANOS + FIRST_EVENT_NANOS + (long) (EVENT_JITTER_NANOS * random.signed(0));
        levels.add(new Level(clock.firstSampleFrom(time), cycle.sleepAmperes() * part.sleepFactor(), false));
        for (Phase phase : cycle.phases()) {
            random = random.child(phase.name());
            time = schedule(phase, random, time);
        }
    }

    private long schedule(Phase phase, RandomStream random, long startNanos) {
        long end = startNanos + (long) (phase.micros() * 1_000L * (1 + LENGTH_SPREAD * random.signed(0)));
        long time = startNanos;
        for (int counter = 1; time < end; counter += 2) {
            time = Math.min(end, time + (long) (STEP_NANOS * (1 + STEP_SPREAD * random.signed(counter))));
            double stray = 1 + phase.spread() * random.signed(counter + 1);
            double amperes = phase.amperes() * part.loadFactor() * stray;
            levels.add(new Level(clock.firstSampleFrom(time), amperes, true));
        }
        return end;
    }
}

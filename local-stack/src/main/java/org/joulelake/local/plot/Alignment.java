package org.joulelake.local.plot;

import java.time.Instant;
import java.util.List;

import org.joulelake.cli.CommandException;

/** What stands above each other in a picture of two waveforms. */
public enum Alignment {
    /** The same instant. */
    CLOCK,
    /** The same time since the first sample of each. */
    START;

    /**
     * The one that does not mislead: the clock where they were measured at the same time, the start where one was measured
     * after the other.
     *
     * @throws CommandException if they took turns, as either may be meant
     */
    static Alignment of(List<Waveform> waveforms) {
        if (waveforms.size() < 2) {
            return CLOCK;
        }
        Waveform one = waveforms.get(0);
        Waveform other = waveforms.get(1);
        if (one.untilNanos() <= other.fromNanos() || other.untilNanos() <= one.fromNanos()) {
            return START;
        }
        if (meet(one.windows(), other.windows())) {
            return CLOCK;
        }
        throw new CommandException(
                "%s and %s took turns between %s and %s; say --align clock to see one after the other, --align start to lay the first sample of each upon that of the other, or narrow --from and --to"
                        .formatted(
                                one.algorithm(),
                                other.algorithm(),
                                instant(Math.min(one.fromNanos(), other.fromNanos())),
                                instant(Math.max(one.untilNanos(), other.untilNanos()))));
    }

    private static boolean meet(List<Window> ones, List<Window> others) {
        int i = 0;
        int k = 0;
        while (i < ones.size() && k < others.size()) {
            Window one = ones.get(i);
            Window other = others.get(k);
            if (one.fromNanos() < other.untilNanos() && other.fromNanos() < one.untilNanos()) {
                return true;
            }
            if (one.untilNanos() <= other.untilNanos()) {
                i++;
            } else {
                k++;
            }
        }
        return false;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}

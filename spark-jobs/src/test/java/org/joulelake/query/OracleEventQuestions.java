package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/** What {@link NumpyOracleTest} asks about events: where they are, what is about them, and how they differ. */
final class OracleEventQuestions {

    private static final long[] ALL = OracleQuestions.ALL;
    private static final long[] CUT = {1_234_567, 27_900_000}; // from within an event to within another
    private static final long[] ACROSS_SESSIONS = {20_000_000, 60_000_000};

    private static final long[] IN_GAP = {7_100_000, 7_900_000};

    /** Where an edge may cut something, in nanoseconds from the start. */
    private static final List<long[]> WINDOWS = List.of(
            ALL,
            CUT,
            ACROSS_SESSIONS,
            new long[] {4_100_000, 10_000_000}, // begins in a gap
            new long[] {3_800_000, 5_000_000}); // ends in a gap, in an event

    /** The same for power. */
    private static final List<long[]> WINDOWS_OF_POWER = List.of(
            ALL,
            new long[] {700_500, 1_200_000}, // in a bucket, in an event
            new long[] {13_500_000, 18_000_000}, // in an event that covers whole blocks
            IN_GAP,
            new long[] {-9_000_000, -1_000_000}); // before the data

    private static final double LONG_S = 0.00002;

    private final List<OracleQuestion> questions = new ArrayList<>();

    private OracleEventQuestions() {}

    static List<OracleQuestion> all() {
        OracleEventQuestions all = new OracleEventQuestions();
        all.addEvents();
        all.addEventsOfOthers();
        all.addAligned();
        all.addCompare();
        return all.questions;
    }

    private void addEvents() {
        for (long[] window : WINDOWS) {
            questions.add(trigger(window, "signal").with("min_s", LONG_S).of("events"));
        }
        questions.add(
                trigger(ALL, "signal").with("threshold", -5).with("release", -5).of("events"));
        for (long[] window : WINDOWS_OF_POWER) {
            questions.add(power(window, "signal").of("events"));
        }
        questions.add(power(ALL, "signal").with("min_s", 1).of("events"));
        questions.add(power(ALL, "signal")
                .with("session", OracleBeacon.PUBLISHED.toString())
                .of("events"));
    }

    /** Signals without power beside them; assigned algorithms; thresholds at numbers that are not like others. */
    private void addEventsOfOthers() {
        addEvents("bench", "a", "current", 0.2, 0.05);
        addEvents("assigned", "x", "power", 0.2, 0.05);
        addEvents("assigned", "unassigned", "current", 0.0011, 0.0009);
        addEvents("strange", "a", "zeros", 0, 0);
        addEvents("strange", "a", "around-zero", 0, 0);
        addEvents("strange", "a", "infinite", 0.5, -2);
        addEvents("strange", "a", "absent", 0, 0);
    }

    private void addEvents(String device, String algorithm, String signal, double threshold, double release) {
        questions.add(OracleQuestions.in(ALL, device)
                .with("algorithm", algorithm)
                .with("signal", signal)
                .with("threshold", threshold)
                .with("release", release)
                .of("events"));
    }

    private void addAligned() {
        for (long[] window : List.of(ALL, CUT, ACROSS_SESSIONS)) {
            addAligned(trigger(window, "event_signal").with("signal", "power"), 0.0001, 0.0003, 10);
        }
        addAligned(
                trigger(ALL, "event_signal").with("signal", "power"), 0, 0.008, 16); // some have no block, or only NaN
        addAligned(
                trigger(CUT, "event_signal").with("signal", "gpi[0]"), 0.00001, 0.00001, 100); // narrower than samples
        addAligned(power(ALL, "event_signal").with("signal", "gpi[0]"), 0.0002, 0, 7);
        addAligned(trigger(IN_GAP, "event_signal").with("signal", "power"), 0.001, 0.001, 4);
    }

    private void addAligned(OracleQuestion events, double before, double after, int points) {
        questions.add(events.with("min_s", LONG_S)
                .with("before_s", before)
                .with("after_s", after)
                .with("points", points)
                .of("aligned"));
    }

    private void addCompare() {
        addCompare(trigger(ALL, "event_signal").with("min_s", LONG_S).with("per", "event"));
        addCompare(trigger(CUT, "event_signal").with("min_s", LONG_S).with("per", "cycle"));
        addCompare(power(ACROSS_SESSIONS, "event_signal").with("per", "event"));
        addCompare(
                power(ALL, "event_signal").with("per", "cycle").with("session_a", OracleBeacon.PUBLISHED.toString()));
    }

    private void addCompare(OracleQuestion events) {
        questions.add(events.without("algorithm")
                .with("algorithm_a", "a")
                .with("algorithm_b", "b")
                .of("compare"));
    }

    private static OracleQuestion trigger(long[] window, String argument) {
        return beacon(window).with(argument, "gpi[0]").with("threshold", 0.7).with("release", 0.3);
    }

    private static OracleQuestion power(long[] window, String argument) {
        return beacon(window).with(argument, "power").with("threshold", 0.2).with("release", 0.05);
    }

    private static OracleQuestion beacon(long[] window) {
        return OracleQuestions.in(window, "beacon").with("algorithm", "a");
    }
}

package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/** What {@link NumpyOracleTest} asks about periods of equal length. */
final class OraclePeriodQuestions {

    private static final long[] ALL = OracleQuestions.ALL;
    private static final long[] ACROSS_SESSIONS = {20_000_001, 60_000_000};
    private static final long[] AFTER_LAST_OF_BLOCK = {7_999_500, 22_000_000};
    private static final long[] VOLTAGE_LATER = {22_000_000, 29_000_000};
    private static final long[] ALL_OF_MONITOR = {-1_000_000, 500_000_000};
    private static final long[] CUT_MONITOR = {12_345_678, 301_234_567};

    private final List<OracleQuestion> questions = new ArrayList<>();

    private OraclePeriodQuestions() {}

    static List<OracleQuestion> all() {
        OraclePeriodQuestions all = new OraclePeriodQuestions();
        all.addOfSamples();
        all.addOfPieces();
        return all.questions;
    }

    private void addOfSamples() {
        addPeriods("beacon", "a", ALL, 0.001); // one has only missing samples
        addPeriods("beacon", "a", ACROSS_SESSIONS, 0.0007);
        addPeriods("beacon", "a", new long[] {7_500_000, 12_000_000}, 0.001); // begins in a gap
        addPeriods("beacon", "a", new long[] {-9_000_000, -1_000_000}, 0.001);
        addPeriods("beacon", "b", new long[] {1_000_300, 1_060_000}, 0.0000025); // of two samples or three
        addPeriods("supply", "b", AFTER_LAST_OF_BLOCK, 0.001);
        addPeriods("supply", "b", VOLTAGE_LATER, 0.001);
        addPeriods("assigned", "x", ALL, 0.001);
        addCompare("assigned", "x", "y", ALL, 0.001);
        addCompare("beacon", "a", "b", ALL, 0.003);
    }

    /** Put together from buckets under a, from blocks under b. */
    private void addOfPieces() {
        for (long[] window : List.of(ALL_OF_MONITOR, CUT_MONITOR)) {
            addPeriods("monitor", "a", window, 0.11);
            addPeriods("monitor", "b", window, 0.11);
        }
        addCompare("monitor", "a", "b", CUT_MONITOR, 0.11);
    }

    private void addPeriods(String device, String algorithm, long[] window, double seconds) {
        questions.add(OracleQuestions.in(window, device)
                .with("algorithm", algorithm)
                .with("period_s", seconds)
                .of("periods"));
    }

    private void addCompare(String device, String a, String b, long[] window, double seconds) {
        questions.add(OracleQuestions.in(window, device)
                .with("algorithm_a", a)
                .with("algorithm_b", b)
                .with("period_s", seconds)
                .of("compare"));
    }
}

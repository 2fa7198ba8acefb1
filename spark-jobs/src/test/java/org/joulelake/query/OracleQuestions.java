package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What {@link NumpyOracleTest} asks of {@link OracleLake}. A new function gets its line here and a function in the script. */
final class OracleQuestions {

    private static final int RANDOM_WINDOWS = Integer.getInteger("joulelake.oracle.windows", 2);

    /** In nanoseconds from the start. */
    private static final long[][] WINDOWS = {
        {4_000_000, 12_000_000}, // whole blocks
        {1_234_567, 1_300_000}, // in a block, in a bucket
        {1_234_567, 37_654_321}, // from within a bucket of one block, to within one of another
        {13_000_000, 14_000_000}, // in the gap
        {5_000_000, 13_000_000}, // ends in the gap
        {13_500_000, 30_000_000}, // begins in the gap
        {24_500_000, 27_000_000}, // where all samples are missing
        {30_000_000, 55_555_555}, // across sessions
        {-9_000_000, -1_000_000}, // before the data
        {1, 999}, // between two samples
    };

    private static final long[] ALL = {-1_000_000, 90_000_000};
    private static final List<Double> PLACES = List.of(0.5, 0.0, 1.0, 0.001, 0.25, 0.999, 0.1);

    /** Windows of a waveform that are put together from blocks or buckets, and from samples. */
    private static final int FEW = 5;

    private static final int MANY = 150;

    private int points = MANY;
    private final List<OracleQuestion> questions = new ArrayList<>();
    private final Random random = new Random(7);

    private OracleQuestions() {}

    static List<OracleQuestion> all() {
        OracleQuestions all = new OracleQuestions();
        all.addBench();
        all.addParallel();
        all.addSupply();
        all.addAssigned();
        all.addStrange();
        return all.questions;
    }

    private void addBench() {
        List<long[]> windows = new ArrayList<>(List.of(WINDOWS));
        windows.add(ALL);
        for (int i = 0; i < RANDOM_WINDOWS; i++) {
            windows.add(randomWindow());
        }
        for (long[] window : windows) {
            OracleQuestion one = in(window, "bench").with("algorithm", "a").with("signal", "current");
            addSums(one);
            addWaveform(one);
            addCounts(one);
        }
    }

    /** Two sessions of one time are no waveform. */
    private void addParallel() {
        OracleQuestion both = in(ALL, "parallel").with("algorithm", "a").with("signal", "current");
        addSums(both);
        addCounts(both);
        questions.add(in(ALL, "bench")
                .with("algorithm", "a")
                .with("signal", "current")
                .with("session", OracleLake.FIRST.toString())
                .of("stats"));
    }

    private void addSupply() {
        for (long[] window : new long[][] {ALL, WINDOWS[2], WINDOWS[7], randomWindow()}) {
            OracleQuestion one = in(window, "supply").with("algorithm", "a");
            questions.add(one.of("energy"));
            addSums(one.with("signal", "power"));
            addWaveform(one.with("signal", "power"));
            addCounts(one.with("signal", "power"));
            questions.add(in(window, "supply")
                    .with("algorithm_a", "a")
                    .with("algorithm_b", "b")
                    .with("period_s", 0.001)
                    .of("compare"));
        }
    }

    private void addAssigned() {
        for (String algorithm : new String[] {"x", "y", "unassigned"}) {
            OracleQuestion one =
                    in(ALL, "assigned").with("algorithm", algorithm).with("signal", "current");
            addSums(one);
            addCounts(one);
        }
    }

    private void addStrange() {
        for (String signal : OracleLake.STRANGE) {
            OracleQuestion one = in(ALL, "strange").with("algorithm", "a").with("signal", signal);
            addCounts(one);
            questions.add(one.of("gaps"));
        }
    }

    private void addSums(OracleQuestion one) {
        questions.add(one.of("stats"));
        questions.add(one.of("gaps"));
    }

    private void addWaveform(OracleQuestion one) {
        points = points == FEW ? MANY : FEW;
        questions.add(one.with("points", points).of("waveform"));
    }

    private void addCounts(OracleQuestion one) {
        questions.add(one.with("bins", 40).of("histogram"));
        questions.add(one.with("points", 9).of("cdf"));
        questions.add(one.with("at", PLACES).of("quantiles"));
    }

    private long[] randomWindow() {
        long from = random.nextLong(-2_000_000, 60_000_000);
        return new long[] {from, from + 1 + random.nextLong(50_000_000)};
    }

    private static OracleQuestion in(long[] window, String device) {
        return new OracleQuestion("none", Map.of())
                .with("device", device)
                .with("from", OracleLake.START + window[0])
                .with("to", OracleLake.START + window[1]);
    }
}

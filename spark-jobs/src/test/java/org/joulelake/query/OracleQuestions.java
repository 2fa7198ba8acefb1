package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What {@link NumpyOracleTest} asks of {@link OracleLake}. A new function gets its line here and a function in the script. */
final class OracleQuestions {

    private static final int RANDOM_WINDOWS = Integer.getInteger("joulelake.oracle.windows", 2);

    static final long[] ALL = {-1_000_000, 90_000_000};
    private static final long[] CUT = {1_234_567, 37_654_321};
    private static final long[] ACROSS_SESSIONS = {30_000_000, 55_555_555};

    /** In nanoseconds from the start. */
    private static final List<long[]> WINDOWS = List.of(
            ALL,
            CUT, // from within a bucket of one block, to within one of another
            ACROSS_SESSIONS,
            new long[] {4_000_000, 12_000_000}, // whole blocks
            new long[] {1_234_567, 1_300_000}, // in a block, in a bucket
            new long[] {13_000_000, 14_000_000}, // in the gap
            new long[] {5_000_000, 13_000_000}, // ends in the gap
            new long[] {13_500_000, 30_000_000}, // begins in the gap
            new long[] {24_500_000, 27_000_000}, // where all samples are missing
            new long[] {-9_000_000, -1_000_000}, // before the data
            new long[] {1, 999}); // between two samples

    private static final List<Double> PLACES = List.of(0.5, 0.0, 1.0, 0.001, 0.25, 0.999, 0.1);

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
        all.questions.addAll(OracleEventQuestions.all());
        all.questions.addAll(OraclePeriodQuestions.all());
        return all.questions;
    }

    private void addBench() {
        List<long[]> windows = new ArrayList<>(WINDOWS);
        for (int i = 0; i < RANDOM_WINDOWS; i++) {
            windows.add(randomWindow());
        }
        for (int i = 0; i < windows.size(); i++) {
            boolean isEven = i % 2 == 0;
            OracleQuestion one =
                    in(windows.get(i), "bench").with("algorithm", "a").with("signal", "current");
            questions.add(one.of("stats"));
            questions.add(one.of("gaps"));
            addWaveform(one, isEven);
            addQuantiles(one);
            if (isEven) {
                addHistogram(one);
            } else {
                addCdf(one);
            }
        }
        questions.add(in(ALL, "bench")
                .with("algorithm", "a")
                .with("signal", "current")
                .with("session", OracleLake.FIRST.toString())
                .of("stats"));
    }

    /** Two sessions of one time, which are no waveform. */
    private void addParallel() {
        OracleQuestion both = in(ALL, "parallel").with("algorithm", "a").with("signal", "current");
        questions.add(both.of("stats"));
        questions.add(both.of("gaps"));
        addQuantiles(both);
        addHistogram(both);
    }

    private void addSupply() {
        for (long[] window : List.of(ALL, CUT, ACROSS_SESSIONS)) {
            OracleQuestion one = in(window, "supply").with("algorithm", "a");
            OracleQuestion power = one.with("signal", "power");
            questions.add(one.of("energy"));
            questions.add(in(window, "supply")
                    .with("algorithm_a", "a")
                    .with("algorithm_b", "b")
                    .with("period_s", 0.001)
                    .of("compare"));
            questions.add(power.of("stats"));
            questions.add(power.of("gaps"));
            addWaveform(power, window == ALL);
            addQuantiles(power);
            addHistogram(power);
            addCdf(power);
        }
    }

    private void addAssigned() {
        for (String algorithm : List.of("x", "y", "unassigned")) {
            OracleQuestion one =
                    in(ALL, "assigned").with("algorithm", algorithm).with("signal", "current");
            questions.add(one.of("stats"));
            questions.add(one.of("gaps"));
            addQuantiles(one);
        }
    }

    private void addStrange() {
        for (String signal : OracleLake.STRANGE) {
            OracleQuestion one = in(ALL, "strange").with("algorithm", "a").with("signal", signal);
            addQuantiles(one);
            addHistogram(one);
            addCdf(one);
        }
    }

    /** @param isCoarse whether it is put together from blocks or buckets, not from samples */
    private void addWaveform(OracleQuestion one, boolean isCoarse) {
        questions.add(one.with("points", isCoarse ? 5 : 150).of("waveform"));
    }

    private void addHistogram(OracleQuestion one) {
        questions.add(one.with("bins", 40).of("histogram"));
    }

    private void addCdf(OracleQuestion one) {
        questions.add(one.with("points", 9).of("cdf"));
    }

    private void addQuantiles(OracleQuestion one) {
        questions.add(one.with("at", PLACES).of("quantiles"));
    }

    private long[] randomWindow() {
        long from = random.nextLong(-2_000_000, 60_000_000);
        return new long[] {from, from + 1 + random.nextLong(50_000_000)};
    }

    static OracleQuestion in(long[] window, String device) {
        return new OracleQuestion("none", Map.of())
                .with("device", device)
                .with("from", OracleLake.START + window[0])
                .with("to", OracleLake.START + window[1]);
    }
}

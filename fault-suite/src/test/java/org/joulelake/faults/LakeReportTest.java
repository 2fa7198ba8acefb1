package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.QuarantineCheck;

class LakeReportTest {

    private static final CheckResult ALL_WELL = new CheckResult(1_000, 0, 0, 0, 0, 0, 0, 0, 0, 700, 0);
    private static final CheckResult ONE_LOST = new CheckResult(1_000, 1, 0, 0, 0, 0, 0, 0, 0, 700, 0);
    private static final CheckResult ONE_TWICE = new CheckResult(1_000, 0, 0, 0, 1, 0, 0, 0, 0, 700, 0);
    private static final QuarantineCheck QUARANTINE = new QuarantineCheck(3, 0, 0);

    @Test
    void allIsWellIfEverythingSaysSo() {
        assertThat(report(true, 0, examined(ALL_WELL, ALL_WELL, QUARANTINE, 0, 1_000, 0))
                        .passed())
                .isTrue();
    }

    /** A producer may send again what it was not told of, an ingest may not take it in again. */
    @Test
    void aBlockMayBeTwiceOnTheTopicAndNotInTheLake() {
        assertThat(examined(ALL_WELL, ONE_TWICE, QUARANTINE, 0, 1_000, 0).passed())
                .isTrue();
        assertThat(examined(ONE_TWICE, ALL_WELL, QUARANTINE, 0, 1_000, 0).passed())
                .isFalse();
    }

    @Test
    void oneThatDisagreesIsEnough() {
        assertThat(examined(ONE_LOST, ALL_WELL, QUARANTINE, 0, 1_000, 0).passed())
                .isFalse();
        assertThat(examined(ALL_WELL, ONE_LOST, QUARANTINE, 0, 1_000, 0).passed())
                .isFalse();
        assertThat(examined(ALL_WELL, ALL_WELL, new QuarantineCheck(3, 1, 0), 0, 1_000, 0)
                        .passed())
                .isFalse();
        assertThat(examined(ALL_WELL, ALL_WELL, QUARANTINE, 3, 1_000, 0).passed())
                .isFalse();
        assertThat(examined(ALL_WELL, ALL_WELL, QUARANTINE, 0, 999, 0).passed()).isFalse();
        assertThat(examined(ALL_WELL, ALL_WELL, QUARANTINE, 0, 1_000, 1).passed())
                .isFalse();
    }

    @Test
    void anEdgeThatFailsOrPartsThatDoNotEndAreAFailureWhateverIsInTheLake() {
        Examined well = examined(ALL_WELL, ALL_WELL, QUARANTINE, 0, 1_000, 0);
        assertThat(report(false, 0, well).passed()).isFalse();
        assertThat(report(true, 1, well).passed()).isFalse();
    }

    @Test
    void theTableTellsFaultsAndWhatTheyCost() {
        StringWriter text = new StringWriter();
        report(true, 0, examined(ONE_LOST, ALL_WELL, QUARANTINE, 3, 999, 1)).print(new PrintWriter(text));
        assertThat(text.toString())
                .containsPattern("storage killed +4\\R")
                .containsPattern("samples lost +1\\R")
                .containsPattern("verdict +FAILED\\R");
    }

    private static Examined examined(
            CheckResult lake, CheckResult topic, QuarantineCheck quarantine, int verify, long rows, long gaps) {
        return examined(lake, topic, quarantine, ReportedLosses.NONE, verify, rows, gaps);
    }

    private static Examined examined(
            CheckResult lake,
            CheckResult topic,
            QuarantineCheck quarantine,
            ReportedLosses reported,
            int verify,
            long rows,
            long gaps) {
        return new Examined(lake, topic, quarantine, reported, Duration.ofSeconds(5), verify, rows, gaps);
    }

    /** An edge with a small spool may drop blocks, each of which it names; it ends with 1 then, and verify finds holes. */
    @Test
    void whatMayBeLostMustBeReported() {
        ReportedLosses one = new ReportedLosses(1, 10, 0);
        CheckResult tenLost = new CheckResult(1_000, 10, 1, 0, 0, 0, 0, 0, 0, 700, 0);
        Examined told = examined(tenLost, tenLost, QUARANTINE, one, 3, 990, 10);
        assertThat(report(true, 1, true, told).passed()).isTrue();
        assertThat(report(true, 0, true, told).passed()).isFalse();
        assertThat(report(true, 1, false, told).passed()).isFalse();
        assertThat(report(true, 1, true, examined(tenLost, tenLost, QUARANTINE, one, 0, 990, 10))
                        .passed())
                .isFalse();
        assertThat(examined(tenLost, tenLost, QUARANTINE, ReportedLosses.NONE, 0, 990, 10)
                        .passed())
                .isFalse();
        assertThat(examined(ALL_WELL, ALL_WELL, QUARANTINE, one, 3, 1_000, 0).passed())
                .isFalse();
    }

    /** The edge cannot know whether a damaged block will be read again from its recording. */
    @Test
    void aDamagedBlockMayBeThereAllTheSame() {
        ReportedLosses oneDamaged = new ReportedLosses(1, 0, 1);
        Examined there = examined(ALL_WELL, ALL_WELL, QUARANTINE, oneDamaged, 0, 1_000, 0);
        assertThat(report(true, 1, true, there).passed()).isTrue();
        CheckResult twoLost = new CheckResult(1_000, 20, 2, 0, 0, 0, 0, 0, 0, 700, 0);
        assertThat(examined(twoLost, twoLost, QUARANTINE, oneDamaged, 3, 980, 20)
                        .passed())
                .isFalse();
    }

    private static LakeReport report(boolean allTaken, int edgeExit, Examined examined) {
        return report(allTaken, edgeExit, false, examined);
    }

    private static LakeReport report(boolean allTaken, int edgeExit, boolean mayLose, Examined examined) {
        return new LakeReport(
                Map.of("storage killed", 4),
                Duration.ofSeconds(3),
                OptionalInt.of(edgeExit),
                allTaken,
                2,
                8,
                mayLose,
                examined);
    }
}

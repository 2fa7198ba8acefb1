package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

import org.joulelake.faults.check.CheckResult;

class FaultReportTest {

    private static final CheckResult ALL_WELL = new CheckResult(1_000, 0, 0, 0, 2, 0, 0, 0, 0, 700);
    private static final CheckResult ONE_LOST = new CheckResult(1_000, 1, 0, 0, 0, 0, 0, 0, 0, 700);

    @Test
    void allIsWellIfTheEdgeSaysSoAndTheTopicToo() {
        assertThat(report(OptionalInt.of(0), ALL_WELL).passed()).isTrue();
    }

    @Test
    void anEdgeThatSaysThatAllIsWellIsNotBelieved() {
        assertThat(report(OptionalInt.of(0), ONE_LOST).passed()).isFalse();
    }

    @Test
    void anEdgeThatFailsOrDoesNotEndIsAFailureWhateverIsOnTheTopic() {
        assertThat(report(OptionalInt.of(1), ALL_WELL).passed()).isFalse();
        assertThat(report(OptionalInt.empty(), ALL_WELL).passed()).isFalse();
    }

    @Test
    void theTableTellsFaultsAndWhatTheyCost() {
        StringWriter text = new StringWriter();
        report(OptionalInt.of(0), ONE_LOST).print(new PrintWriter(text));
        assertThat(text.toString())
                .containsPattern("kill, 1 of 3 +4\\R")
                .containsPattern("samples lost +1\\R")
                .containsPattern("verdict +FAILED\\R");
    }

    private static FaultReport report(OptionalInt exit, CheckResult check) {
        return new FaultReport(Map.of("kill, 1 of 3", 4), Duration.ofSeconds(3), exit, check);
    }
}

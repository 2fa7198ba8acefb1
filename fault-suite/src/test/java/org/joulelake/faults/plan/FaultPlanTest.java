package org.joulelake.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class FaultPlanTest {

    private static final int BROKERS = 3;
    private static final Set<Integer> ALL = Set.of(1, 2, 3);

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(first(100, 7)).isEqualTo(first(100, 7)).isNotEqualTo(first(100, 8));
    }

    @Test
    void eachBrokerIsKilledAndCutOffAloneAndAllTogetherBeforeAnythingElse() {
        List<String> faults = first(9, 1).stream()
                .map(fault ->
                        fault.kind() + " " + fault.brokers().stream().sorted().toList())
                .toList();
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "KILL [1]",
                        "KILL [2]",
                        "KILL [3]",
                        "KILL [1, 2, 3]",
                        "CUT [1]",
                        "CUT [2]",
                        "CUT [3]",
                        "CUT [1, 2, 3]",
                        "ANSWERS_LOST [1, 2, 3]");
    }

    @Test
    void allKindsComeInTime() {
        assertThat(first(200, 1).stream().map(Fault::kind).collect(Collectors.toSet()))
                .containsAll(Arrays.asList(FaultKind.values()));
    }

    @Test
    void theBriefPlanKillsAllAndCutsAllOff() {
        assertThat(FaultPlan.brief(BROKERS)
                        .filter(fault -> fault.brokers().equals(ALL))
                        .map(Fault::kind))
                .containsExactly(FaultKind.KILL, FaultKind.CUT, FaultKind.ANSWERS_LOST);
    }

    private static List<Fault> first(int count, long seed) {
        return FaultPlan.endless(BROKERS, seed).limit(count).toList();
    }
}

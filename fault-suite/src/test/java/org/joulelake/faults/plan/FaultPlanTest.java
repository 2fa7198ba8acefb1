package org.joulelake.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class FaultPlanTest {

    private static final int BROKERS = 3;
    private static final Set<Integer> ALL = Set.of(1, 2, 3);
    private static final Set<FaultKind> KINDS = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(first(100, 7)).isEqualTo(first(100, 7)).isNotEqualTo(first(100, 8));
    }

    @Test
    void eachKindComesBeforeAnyComesAgainAndEachBrokerIsKilledAlone() {
        List<Fault> faults = first(KINDS.size() + BROKERS, 1).stream()
                .map(step -> step.faults().get(0))
                .toList();

        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet())).isEqualTo(KINDS);
        assertThat(faults.stream()
                        .filter(fault -> fault.kind() == FaultKind.KILL_BROKERS)
                        .map(Fault::brokers))
                .containsExactlyInAnyOrder(Set.of(1), Set.of(2), Set.of(3), ALL);
    }

    @Test
    void twoFaultsComeTogetherOnlyInDifferentPlaces() {
        List<Step> pairs =
                first(300, 1).stream().filter(step -> step.faults().size() > 1).toList();

        assertThat(pairs).hasSizeGreaterThan(30).allSatisfy(step -> assertThat(step.faults().stream()
                        .map(fault -> fault.kind().place())
                        .distinct())
                .hasSize(2));
    }

    @Test
    void onlyFaultsAtBrokersNameBrokers() {
        assertThat(first(300, 1).stream().flatMap(step -> step.faults().stream()))
                .allSatisfy(fault -> assertThat(fault.brokers().isEmpty())
                        .isEqualTo(fault.kind().place() != Place.BROKERS));
    }

    @Test
    void onlyTheKindsThatAreWantedCome() {
        Set<FaultKind> wanted = EnumSet.of(FaultKind.KILL_EDGE, FaultKind.CUT);

        assertThat(FaultPlan.endless(BROKERS, wanted, 1).limit(50).flatMap(step -> step.faults().stream()))
                .extracting(Fault::kind)
                .containsOnly(FaultKind.KILL_EDGE, FaultKind.CUT);
    }

    @Test
    void aListIsBroughtOnceInItsOrder() {
        List<FaultKind> kinds = List.of(FaultKind.KILL_STORAGE, FaultKind.KILL_BROKERS);

        assertThat(FaultPlan.once(BROKERS, kinds, Duration.ofSeconds(2)).flatMap(step -> step.faults().stream()))
                .containsExactly(
                        new Fault(FaultKind.KILL_STORAGE, Set.of(), Duration.ofSeconds(2)),
                        new Fault(FaultKind.KILL_BROKERS, ALL, Duration.ofSeconds(2)));
    }

    private static List<Step> first(int count, long seed) {
        return FaultPlan.endless(BROKERS, KINDS, seed).limit(count).toList();
    }
}

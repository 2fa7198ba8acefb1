package org.joulelake.faults.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes faults from a seed; the same seed and kinds give the same faults. */
public final class FaultPlan {

    /** Kafka's client gives a request 30 s; then it sends it again, on another connection. */
    private static final Duration LONGER_THAN_A_REQUEST = Duration.ofSeconds(35);

    /** One of so many steps has two faults. */
    private static final int PAIRS = 3;

    private final int brokers;
    private final List<FaultKind> kinds;
    private final Random random;

    private FaultPlan(int brokers, Set<FaultKind> kinds, long seed) {
        this.brokers = brokers;
        this.kinds = List.copyOf(EnumSet.copyOf(kinds));
        random = new Random(seed);
    }

    /**
     * Steps without end: first, in an order that the seed gives, each kind once, among them brokers killed one by one and
     * all at once, and answers lost for longer than a request may take; then any fault, or two of different places.
     *
     * @param kinds the only ones that come; at least one
     */
    public static Stream<Step> endless(int brokers, Set<FaultKind> kinds, long seed) {
        FaultPlan plan = new FaultPlan(brokers, kinds, seed);
        return Stream.concat(plan.inTurn().stream(), Stream.generate(plan::any));
    }

    /** Each of these kinds once, in their order, for so long; at brokers for all of them. */
    public static Stream<Step> once(int brokers, List<FaultKind> kinds, Duration length) {
        return kinds.stream()
                .map(kind -> new Step(
                        List.of(new Fault(kind, kind.place() == Place.BROKERS ? all(brokers) : Set.of(), length)),
                        Duration.ZERO));
    }

    private List<Step> inTurn() {
        List<Step> steps = new ArrayList<>();
        for (FaultKind kind : kinds) {
            if (kind == FaultKind.KILL_BROKERS) {
                all(brokers).forEach(broker -> steps.add(step(fault(kind, Set.of(broker)))));
            }
            steps.add(step(
                    kind == FaultKind.ANSWERS_LOST
                            ? new Fault(kind, all(brokers), LONGER_THAN_A_REQUEST)
                            : fault(kind, kind.place() == Place.BROKERS ? all(brokers) : Set.of())));
        }
        Collections.shuffle(steps, random);
        return steps;
    }

    private Step any() {
        Fault first = fault(kinds);
        List<FaultKind> elsewhere = kinds.stream()
                .filter(kind -> kind.place() != first.kind().place())
                .toList();
        return elsewhere.isEmpty() || random.nextInt(PAIRS) > 0 ? step(first) : step(first, fault(elsewhere));
    }

    private Fault fault(List<FaultKind> some) {
        FaultKind kind = some.get(random.nextInt(some.size()));
        return fault(kind, kind.place() == Place.BROKERS ? someBrokers() : Set.of());
    }

    private Set<Integer> someBrokers() {
        List<Integer> numbers = new ArrayList<>(all(brokers));
        Collections.shuffle(numbers, random);
        return new TreeSet<>(numbers.subList(0, 1 + random.nextInt(brokers)));
    }

    private Fault fault(FaultKind kind, Set<Integer> some) {
        return new Fault(kind, some, seconds(2, 10));
    }

    private Step step(Fault... faults) {
        return new Step(List.of(faults), seconds(1, 4));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(1_000L * least + random.nextInt(1_000 * (most - least)));
    }

    private static Set<Integer> all(int brokers) {
        return new TreeSet<>(IntStream.rangeClosed(1, brokers).boxed().toList());
    }
}

package org.joulelake.faults.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes faults from a seed; the same seed gives the same faults. */
public final class FaultPlan {

    /** Kafka's client gives a request 30 s; then it sends it again, on another connection. */
    private static final Duration LONGER_THAN_A_REQUEST = Duration.ofSeconds(35);

    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final int brokers;
    private final Random random;

    private FaultPlan(int brokers, long seed) {
        this.brokers = brokers;
        random = new Random(seed);
    }

    /**
     * Faults without end: first each broker killed alone, all killed, each cut off alone and all cut off, and
     * answers of all lost for longer than a request may take, in an order that the seed gives; then any fault for any
     * brokers.
     */
    public static Stream<Fault> endless(int brokers, long seed) {
        FaultPlan plan = new FaultPlan(brokers, seed);
        return Stream.concat(plan.inTurn().stream(), Stream.generate(plan::any));
    }

    /** A few short faults: each broker killed alone, all killed, all cut off, all answers lost. */
    public static Stream<Fault> brief(int brokers) {
        Set<Integer> all = all(brokers);
        return Stream.concat(
                all.stream().map(broker -> new Fault(FaultKind.KILL, Set.of(broker), BRIEF, Duration.ZERO)),
                Stream.of(FaultKind.KILL, FaultKind.CUT, FaultKind.ANSWERS_LOST)
                        .map(kind -> new Fault(kind, all, BRIEF, Duration.ZERO)));
    }

    private List<Fault> inTurn() {
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : List.of(FaultKind.KILL, FaultKind.CUT)) {
            for (int broker : all(brokers)) {
                faults.add(fault(kind, Set.of(broker)));
            }
            faults.add(fault(kind, all(brokers)));
        }
        faults.add(new Fault(FaultKind.ANSWERS_LOST, all(brokers), LONGER_THAN_A_REQUEST, seconds(1, 4)));
        Collections.shuffle(faults, random);
        return faults;
    }

    private Fault any() {
        FaultKind[] kinds = FaultKind.values();
        return fault(kinds[random.nextInt(kinds.length)], some());
    }

    private Set<Integer> some() {
        List<Integer> numbers = new ArrayList<>(all(brokers));
        Collections.shuffle(numbers, random);
        return new TreeSet<>(numbers.subList(0, 1 + random.nextInt(brokers)));
    }

    private Fault fault(FaultKind kind, Set<Integer> some) {
        return new Fault(kind, some, seconds(2, 10), seconds(1, 4));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(1_000L * least + random.nextInt(1_000 * (most - least)));
    }

    private static Set<Integer> all(int brokers) {
        return new TreeSet<>(IntStream.rangeClosed(1, brokers).boxed().toList());
    }
}

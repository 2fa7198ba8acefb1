package org.joulelake.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.Link;
import org.joulelake.faults.plan.Fault;
import org.joulelake.faults.process.Await;

/** Brings faults over brokers and links, one after the other, each healed before the next. */
final class FaultInjector {

    /** An edge that has published nothing for so long after a fault was healed will not begin again by itself. */
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(3);

    private final BrokerCluster brokers;
    private final List<Link> links;
    private final EdgeProcess edge;
    private final String topic;
    private final RunLog log;
    private final Map<String, Integer> counts = new TreeMap<>();
    private Duration longestRecovery = Duration.ZERO;

    /** An injector for brokers and, in the order of their numbers, the links to them. */
    FaultInjector(BrokerCluster brokers, List<Link> links, EdgeProcess edge, String topic, RunLog log) {
        this.brokers = brokers;
        this.links = links;
        this.edge = edge;
        this.topic = topic;
        this.log = log;
    }

    /** How many faults there were of each kind. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Longest time from the end of a fault until the edge published again and all replicas were in sync. */
    Duration longestRecovery() {
        return longestRecovery;
    }

    /**
     * Brings one fault, heals it, and waits until the edge publishes again or has ended well.
     *
     * @return whether it does
     */
    boolean inject(Fault fault) throws InterruptedException {
        log.say(fault.toString());
        counts.merge(fault.label(BrokerCluster.SIZE), 1, Integer::sum);
        begin(fault);
        Thread.sleep(fault.length().toMillis());
        end(fault);
        long healedNanos = System.nanoTime();
        if (!recovers()) {
            log.say("  the edge runs, but has published nothing for %d s".formatted(LONGEST_RECOVERY.toSeconds()));
            return false;
        }
        Duration recovery = Duration.ofNanos(System.nanoTime() - healedNanos);
        log.say("  healed; after %.1f s all replicas are in sync, and the edge %s"
                .formatted(recovery.toMillis() / 1e3, edge.isAlive() ? "publishes" : "has ended"));
        if (recovery.compareTo(longestRecovery) > 0) {
            longestRecovery = recovery;
        }
        Thread.sleep(fault.calm().toMillis());
        return !edge.hasFailed();
    }

    private void begin(Fault fault) throws InterruptedException {
        if (fault.kind().trouble().isPresent()) {
            for (Link link : troubled(fault)) {
                link.trouble(fault.kind().trouble().get());
            }
        }
        if (fault.kind().kills()) {
            brokers.kill(fault.brokers());
        }
    }

    private void end(Fault fault) throws InterruptedException {
        if (fault.kind().kills()) {
            brokers.restart(fault.brokers());
        }
        if (fault.kind().trouble().isPresent()) {
            for (Link link : troubled(fault)) {
                link.heal(fault.kind().trouble().get());
            }
        }
    }

    private Collection<Link> troubled(Fault fault) {
        return fault.kind().kills()
                ? links
                : fault.brokers().stream().map(broker -> links.get(broker - 1)).toList();
    }

    private boolean recovers() throws InterruptedException {
        brokers.awaitAllUp();
        brokers.awaitInSync(topic);
        return Await.within(LONGEST_RECOVERY, new Publishes());
    }

    /** Whether the topic has more records than when it was first asked; an edge that has ended need not publish. */
    private final class Publishes implements Await.Condition {

        private OptionalLong before = OptionalLong.empty();

        @Override
        public boolean holds() throws InterruptedException {
            OptionalLong now = brokers.records(topic);
            if (before.isEmpty()) {
                before = now;
            }
            return !edge.isAlive() || now.isPresent() && now.getAsLong() > before.getAsLong();
        }
    }
}

package org.joulelake.faults;

import java.util.Collection;
import java.util.List;

import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.Link;
import org.joulelake.faults.plan.Fault;

/**
 * Faults of brokers and of the links to them.
 *
 * @param brokers the cluster
 * @param links the ways to them, in the order of their numbers
 */
record BrokerTrouble(BrokerCluster brokers, List<Link> links) implements Trouble {

    @Override
    public void begin(Fault fault) throws InterruptedException {
        if (fault.kind().trouble().isPresent()) {
            for (Link link : troubled(fault)) {
                link.trouble(fault.kind().trouble().get());
            }
        }
        if (fault.kind().killsBrokers()) {
            brokers.kill(fault.brokers());
        }
    }

    @Override
    public void end(Fault fault) throws InterruptedException {
        if (fault.kind().killsBrokers()) {
            brokers.restart(fault.brokers());
        }
        if (fault.kind().trouble().isPresent()) {
            for (Link link : troubled(fault)) {
                link.heal(fault.kind().trouble().get());
            }
        }
    }

    private Collection<Link> troubled(Fault fault) {
        return fault.kind().killsBrokers()
                ? links
                : fault.brokers().stream().map(broker -> links.get(broker - 1)).toList();
    }
}

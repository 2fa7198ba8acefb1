package org.joulelake.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.TopicCheck;
import org.joulelake.faults.check.TopicReader;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.kafka.BrokerPorts;
import org.joulelake.faults.network.Link;
import org.joulelake.faults.network.Toxiproxy;
import org.joulelake.faults.plan.Fault;
import org.joulelake.faults.process.Await;

/**
 * An edge publishes to three brokers through toxiproxy, all of them processes, while faults come over brokers and network;
 * then all that is on the topic is held against all that was measured.
 *
 * <pre>
 *            faults ─► toxiproxy       faults (SIGKILL)
 *                          │               │
 * edge (real time) ──► 3 links ──────► 3 brokers ──► check, at the end, past toxiproxy
 * </pre>
 */
final class ThreeBrokers {

    /** Longest time that the edge may take, after the last fault, for what it has in its spool. */
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final BlockTopic TOPIC = new BlockTopic("blocks", 12);

    private final Path folder;
    private final SimulatedDevices devices;
    private final RunLog log;

    /**
     * A run of its own.
     *
     * @param folder for records, spool and logs; empty
     * @param devices what is measured
     * @param out told what happens
     */
    ThreeBrokers(Path folder, SimulatedDevices devices, PrintWriter out) {
        this.folder = folder;
        this.devices = devices;
        log = new RunLog(out);
    }

    /**
     * Runs it.
     *
     * @param faults brought one after the other while {@code goOn}, asked with the time since the first, says so
     */
    FaultReport run(Path toxiproxyBinary, Iterator<Fault> faults, Predicate<Duration> goOn)
            throws InterruptedException {
        try (Toxiproxy toxiproxy = Toxiproxy.start(toxiproxyBinary, log("toxiproxy"));
                BrokerCluster brokers = BrokerCluster.start(folder.resolve("brokers"), folder.resolve("logs"))) {
            List<Link> links = links(toxiproxy, brokers);
            log.say("three brokers serve");
            try (EdgeProcess edge =
                    EdgeProcess.start(devices, brokers.proxiedServers(), TOPIC, folder.resolve("spool"), log("edge"))) {
                FaultInjector injector = new FaultInjector(brokers, links, edge, TOPIC.name(), log);
                bringFaults(injector, brokers, edge, faults, goOn);
                OptionalInt exit = edge.awaitExit(LONGEST_DRAIN.plusSeconds(devices.seconds()));
                log.say(exit.isPresent() ? "the edge has ended" : "the edge does not end");
                CheckResult result = check(brokers);
                log.say("the topic is checked");
                return new FaultReport(injector.counts(), injector.longestRecovery(), exit, result);
            }
        }
    }

    private static List<Link> links(Toxiproxy toxiproxy, BrokerCluster brokers) throws InterruptedException {
        List<Link> links = new ArrayList<>();
        for (int broker = 1; broker <= BrokerCluster.SIZE; broker++) {
            BrokerPorts ports = brokers.ports(broker);
            links.add(toxiproxy.link("broker-" + broker, ports.proxy(), ports.client()));
        }
        return links;
    }

    private void bringFaults(
            FaultInjector injector,
            BrokerCluster brokers,
            EdgeProcess edge,
            Iterator<Fault> faults,
            Predicate<Duration> goOn)
            throws InterruptedException {
        Await.until(
                "the edge publishes",
                LONGEST_START,
                () -> !edge.isAlive() || brokers.records(TOPIC.name()).orElse(0) > 0);
        if (edge.hasFailed()) {
            throw new CommandException("the edge has failed before any fault; see " + log("edge"));
        }
        log.say("the edge publishes");
        Duration start = log.elapsed();
        boolean recovered = true;
        while (recovered && faults.hasNext() && goOn.test(log.elapsed().minus(start))) {
            recovered = injector.inject(faults.next());
        }
        log.say("no more faults");
    }

    private CheckResult check(BrokerCluster brokers) {
        TopicCheck check = new TopicCheck(devices.specs());
        TopicReader.readAll(brokers.directServers(), TOPIC.name(), check::accept);
        return check.result();
    }

    private Path log(String process) {
        return folder.resolve("logs").resolve(process + ".log");
    }
}

package org.joulelake.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.agent.FaultAgent;
import org.joulelake.faults.agent.Sabotage;
import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.kafka.BrokerPorts;
import org.joulelake.faults.machine.FakeClock;
import org.joulelake.faults.machine.SmallDisk;
import org.joulelake.faults.network.Link;
import org.joulelake.faults.network.Toxiproxy;
import org.joulelake.faults.process.JavaCommand;
import org.joulelake.faults.process.KeptAlive;
import org.joulelake.faults.storage.CatalogMain;
import org.joulelake.faults.storage.S3Front;
import org.joulelake.faults.storage.S3Main;

/**
 * The processes of a lake, and what lies between them.
 *
 * <pre>
 *  edge ──► toxiproxy ──► 3 brokers ──► ingest ──► toxiproxy ──► S3 front ──► S3 endpoint
 *                                          └─────► toxiproxy ──► catalog ───────┘
 * </pre>
 *
 * What dies is started again, as a service manager does.
 */
final class LakeParts implements AutoCloseable {

    private static final int STORAGE_HEAP_MEGABYTES = 256;
    private static final int CATALOG_HEAP_MEGABYTES = 256;
    private static final int SPOOL_MEGABYTES = 512;

    private final LakeFolder folder;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final LakePorts ports = LakePorts.take();
    private final SimulatedDevices devices;
    private final BlockTopic topic;
    private final SpoolPolicy policy;
    private final Optional<Sabotage> sabotage;

    private Toxiproxy toxiproxy;
    private BrokerCluster brokers;
    private List<Link> brokerLinks;
    private Link storageLink;
    private Link catalogLink;
    private S3Front front;
    private KeptAlive storage;
    private KeptAlive catalog;
    private KeptAlive edge;
    private KeptAlive ingest;
    private Optional<SmallDisk> spoolDisk = Optional.empty();
    private Optional<FakeClock> clock = Optional.empty();

    /**
     * Parts that are not started.
     *
     * @param policy what the edge may do when its spool is full
     * @param sabotage what is broken in edge and ingest
     */
    LakeParts(
            LakeFolder folder,
            SimulatedDevices devices,
            BlockTopic topic,
            SpoolPolicy policy,
            Optional<Sabotage> sabotage) {
        this.folder = folder;
        this.devices = devices;
        this.topic = topic;
        this.policy = policy;
        this.sabotage = sabotage;
    }

    /** Starts brokers, storage and catalog. */
    void startServices(Path toxiproxyBinary) throws InterruptedException {
        toxiproxy = open(Toxiproxy.start(toxiproxyBinary, folder.logs().resolve("toxiproxy.log")));
        brokers = open(BrokerCluster.start(folder.brokers(), folder.logs()));
        brokerLinks = brokerLinks();
        storage = open(KeptAlive.service(
                "storage",
                folder.logs(),
                () -> JavaCommand.of(
                        STORAGE_HEAP_MEGABYTES,
                        S3Main.class,
                        List.of(folder.objects().toString(), String.valueOf(ports.storage())))));
        front = open(S3Front.start(ports.front(), ports.storage()));
        storageLink = toxiproxy.link("storage", ports.proxy(), ports.front());
        catalog = open(KeptAlive.service(
                "catalog",
                folder.logs(),
                () -> JavaCommand.of(
                        CATALOG_HEAP_MEGABYTES,
                        CatalogMain.class,
                        List.of(
                                folder.catalogFile().toString(),
                                LakePorts.address(ports.proxy()),
                                LakeSettings.WAREHOUSE,
                                String.valueOf(ports.catalog())))));
        catalogLink = toxiproxy.link("catalog", ports.catalogProxy(), ports.catalog());
        LakeSettings.write(ports, folder.settings());
        FaultAgent.writeJar(folder.agent());
    }

    /** Starts the edge. */
    void startEdge() throws IOException, InterruptedException {
        spoolDisk = SmallDisk.mount(folder.spool(), SPOOL_MEGABYTES);
        spoolDisk.ifPresent(this::open);
        clock = FakeClock.find(folder.clock());
        edge = open(KeptAlive.task("edge", folder.logs(), this::edgeCommand));
    }

    /** Starts the ingest; its topic must be there. */
    void startIngest() {
        ingest = open(KeptAlive.service(
                "ingest",
                folder.logs(),
                () -> JoulelakeCommands.ingest(folder, ports, brokers.directServers(), topic, sabotaging())));
    }

    LakeFolder folder() {
        return folder;
    }

    LakePorts ports() {
        return ports;
    }

    BlockTopic topic() {
        return topic;
    }

    BrokerCluster brokers() {
        return brokers;
    }

    /** The ways to the brokers, in the order of their numbers. */
    List<Link> linksToBrokers() {
        return brokerLinks;
    }

    Link linkToStorage() {
        return storageLink;
    }

    Link linkToCatalog() {
        return catalogLink;
    }

    S3Front front() {
        return front;
    }

    KeptAlive storage() {
        return storage;
    }

    KeptAlive catalog() {
        return catalog;
    }

    KeptAlive edge() {
        return edge;
    }

    KeptAlive ingest() {
        return ingest;
    }

    /** The disk of the spool; empty if this process may not mount one. */
    Optional<SmallDisk> spoolDisk() {
        return spoolDisk;
    }

    /** The clock of the edge; empty where it has that of the machine. */
    Optional<FakeClock> clock() {
        return clock;
    }

    private List<String> edgeCommand() {
        List<String> options = new ArrayList<>(FaultAgent.watching(folder.agent(), folder.forced()));
        options.addAll(sabotaging());
        List<String> command = new ArrayList<>(List.of("env"));
        sabotage.ifPresent(how -> how.environment().forEach((name, value) -> command.add(name + "=" + value)));
        clock.ifPresent(fake -> command.addAll(fake.prefix()));
        command.addAll(EdgeProcess.command(devices, brokers.proxiedServers(), topic, folder.spool(), policy, options));
        return command;
    }

    private List<String> sabotaging() {
        return sabotage.map(how -> FaultAgent.sabotaging(folder.agent(), how)).orElse(List.of());
    }

    private List<Link> brokerLinks() throws InterruptedException {
        List<Link> links = new ArrayList<>();
        for (int broker = 1; broker <= BrokerCluster.SIZE; broker++) {
            BrokerPorts where = brokers.ports(broker);
            links.add(toxiproxy.link("broker-" + broker, where.proxy(), where.client()));
        }
        return links;
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    /** Kills all that runs, the last started first. */
    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                throw new CommandException("cannot clean up after a run: " + e.getMessage(), e);
            }
        }
    }
}

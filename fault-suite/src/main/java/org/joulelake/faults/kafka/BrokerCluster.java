package org.joulelake.faults.kafka;

import org.apache.kafka.common.Uuid;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.process.Await;
import org.joulelake.faults.process.LoopbackPorts;

/**
 * Three brokers, numbered from 1, each a controller too. Whoever uses their client addresses must put something that
 * forwards from each broker's proxy port to its client port: clients are told the proxy ports only.
 */
public final class BrokerCluster implements AutoCloseable {

    /** How many brokers there are. */
    public static final int SIZE = 3;

    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(1, SIZE).boxed().toList();

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final List<BrokerPorts> ports;
    private final List<BrokerProcess> brokers;
    private final ClusterState state;

    private BrokerCluster(List<BrokerPorts> ports, List<BrokerProcess> brokers) {
        this.ports = ports;
        this.brokers = brokers;
        state = new ClusterState(directServers());
    }

    /**
     * Starts three brokers with nothing in them, and waits until all serve.
     *
     * @param data folder for their records
     * @param logs folder for what they say
     * @throws CommandException if they do not come up
     */
    public static BrokerCluster start(Path data, Path logs) throws InterruptedException {
        Queue<Integer> free = LoopbackPorts.free(SIZE * BrokerPorts.COUNT);
        List<BrokerPorts> ports =
                IntStream.range(0, SIZE).mapToObj(i -> BrokerPorts.take(free)).toList();
        String clusterId = Uuid.randomUuid().toString();
        List<BrokerProcess> brokers = NUMBERS.stream()
                .map(i -> {
                    Path folder = data.resolve("broker-" + i);
                    return new BrokerProcess(
                            folder,
                            logs.resolve("broker-" + i + ".log"),
                            BrokerSettings.of(i, ports, folder.resolve("records")),
                            clusterId);
                })
                .toList();
        BrokerCluster cluster = new BrokerCluster(ports, brokers);
        try {
            brokers.forEach(BrokerProcess::start);
            cluster.awaitAllUp();
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** Where the broker of this number listens. */
    public BrokerPorts ports(int broker) {
        return ports.get(broker - 1);
    }

    /** The brokers as the suite reaches them, whatever happens to the network of the edge. */
    public String directServers() {
        return ports.stream().map(port -> BrokerPorts.address(port.direct())).collect(Collectors.joining(","));
    }

    /** The brokers as the edge reaches them. */
    public String proxiedServers() {
        return ports.stream().map(port -> BrokerPorts.address(port.proxy())).collect(Collectors.joining(","));
    }

    /** Kills brokers (SIGKILL), one right after the other. */
    public void kill(Collection<Integer> numbers) throws InterruptedException {
        for (int number : numbers) {
            brokers.get(number - 1).kill();
        }
    }

    /** Starts brokers that were killed; they serve some seconds later. */
    public void restart(Collection<Integer> numbers) {
        numbers.forEach(number -> brokers.get(number - 1).start());
    }

    /**
     * Waits until all brokers serve.
     *
     * @throws CommandException if one has ended by itself, or takes too long
     */
    public void awaitAllUp() throws InterruptedException {
        Await.until("all brokers serve", LONGEST_START, () -> {
            requireAlive();
            return state.allAnswer(NUMBERS);
        });
    }

    /**
     * Waits until all replicas of the topic are in sync, on all brokers.
     *
     * @throws CommandException if a broker has ended by itself, or it takes too long
     */
    public void awaitInSync(String topic) throws InterruptedException {
        Await.until("all replicas of topic " + topic + " are in sync", LONGEST_START, () -> {
            requireAlive();
            return state.inSync(topic, SIZE);
        });
    }

    /** How many records the topic has; empty if there is no such topic, or a partition has no leader that answers. */
    public OptionalLong records(String topic) throws InterruptedException {
        return state.records(topic);
    }

    private void requireAlive() {
        for (int i = 0; i < SIZE; i++) {
            if (!brokers.get(i).isAlive()) {
                throw new CommandException("broker " + (i + 1) + " has ended by itself; its log says why");
            }
        }
    }

    @Override
    public void close() {
        state.close();
        brokers.forEach(BrokerProcess::close);
    }
}

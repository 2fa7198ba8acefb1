package org.joulelake.faults.kafka;

import java.util.Queue;

import org.joulelake.faults.process.LoopbackPorts;

/**
 * Where one broker listens.
 *
 * @param direct brokers among themselves, and the suite's own clients
 * @param client the edge's way in, behind the proxy
 * @param proxy the proxy in front of it: the only address that the edge is told
 * @param controller controllers among themselves
 */
public record BrokerPorts(int direct, int client, int proxy, int controller) {

    /** How many ports a broker needs. */
    public static final int COUNT = 4;

    static BrokerPorts take(Queue<Integer> free) {
        return new BrokerPorts(free.remove(), free.remove(), free.remove(), free.remove());
    }

    static String address(int port) {
        return LoopbackPorts.HOST + ":" + port;
    }
}

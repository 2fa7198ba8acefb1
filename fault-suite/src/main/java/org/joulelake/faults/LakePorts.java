package org.joulelake.faults;

import java.util.Queue;

import org.joulelake.faults.process.LoopbackPorts;

/**
 * Where the parts of a lake listen, in all their lives.
 *
 * @param storage the S3 endpoint
 * @param front what answers in its place when it is in trouble
 * @param proxy toxiproxy in front of that: the only address that clients are told
 * @param catalog the REST catalog
 * @param catalogProxy toxiproxy in front of the catalog: the only address that clients are told
 * @param metrics of the ingest
 */
record LakePorts(int storage, int front, int proxy, int catalog, int catalogProxy, int metrics) {

    static LakePorts take() {
        Queue<Integer> free = LoopbackPorts.free(6);
        return new LakePorts(free.remove(), free.remove(), free.remove(), free.remove(), free.remove(), free.remove());
    }

    static String address(int port) {
        return "http://" + LoopbackPorts.HOST + ":" + port;
    }
}

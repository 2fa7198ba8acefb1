package org.joulelake.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class LoopbackPort {

    /** The only address that an embedded service listens on. */
    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /**
     * The port to listen on: the wanted one if it is free, any free one for 0. Nothing reserves it, so its service should
     * bind soon.
     */
    static int choose(String service, int wantedPort) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address(wantedPort));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw inUse(service, wantedPort, e);
        }
    }

    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(HOST), port);
    }

    static ServiceStartException inUse(String service, int port, Throwable cause) {
        String message =
                "%s cannot start: port %d on %s is in use; stop the program that uses it or choose another port"
                        .formatted(service, port, HOST);
        return new ServiceStartException(message, cause);
    }
}

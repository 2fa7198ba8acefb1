package org.joulelake.faults.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.joulelake.faults.process.Await;
import org.joulelake.faults.process.LoopbackPorts;

/** Sends back what it receives, of one connection after the other, and keeps it. */
final class EchoServer implements Closeable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ServerSocket socket;
    private final StringBuffer received = new StringBuffer();
    private volatile int endedConnections;

    private EchoServer(ServerSocket socket) {
        this.socket = socket;
    }

    static EchoServer start() throws IOException {
        EchoServer server = new EchoServer(new ServerSocket(0, 10, InetAddress.getByName(LoopbackPorts.HOST)));
        Thread thread = new Thread(server::serve, "echo-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    String received() {
        return received.toString();
    }

    void awaitReceived(String text) throws InterruptedException {
        Await.until("'" + text + "' arrives", LONGEST_WAIT, () -> received().equals(text));
    }

    void awaitEndOfConnection() throws InterruptedException {
        Await.until("the connection ends", LONGEST_WAIT, () -> endedConnections > 0);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                echo(connection);
            } catch (IOException closed) {
                // The next connection, or the end of the loop.
            }
        }
    }

    private void echo(Socket connection) throws IOException {
        try {
            int next = connection.getInputStream().read();
            while (next >= 0) {
                received.append((char) next);
                connection.getOutputStream().write(next);
                next = connection.getInputStream().read();
            }
        } finally {
            endedConnections++;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

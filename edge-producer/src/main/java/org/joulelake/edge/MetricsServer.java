package org.joulelake.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.joulelake.cli.CommandException;

/** Serves counters at {@code /metrics} for Prometheus, on all addresses. */
final class MetricsServer implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Serves.
     *
     * @param port 0 for any that is free
     * @param text the counters, asked for with each request
     * @throws CommandException if the port cannot be had
     */
    static MetricsServer start(int port, Supplier<String> text) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.createContext("/metrics", exchange -> answer(exchange, text.get()));
            server.start();
            return new MetricsServer(server);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("cannot serve metrics on port " + port + ": " + e.getMessage(), e);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Where it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.joulelake.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/** Finds the route of a request, runs it, and sends what it answers or the error it threw as JSON. */
final class CatalogHttpHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogHttpHandler.class);

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int SERVER_ERROR = 500;

    /** The JDK's server takes this length for "no body follows". */
    private static final int NO_BODY = -1;

    private final List<CatalogRoute> routes;

    CatalogHttpHandler(List<CatalogRoute> routes) {
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange, run(exchange));
            } catch (RuntimeException e) {
                fail(exchange, e);
            }
        }
    }

    private RESTResponse run(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        for (CatalogRoute route : routes) {
            if (route.matches(method, path)) {
                return route.handler().handle(CatalogRequest.of(route, exchange));
            }
        }
        throw new UnsupportedOperationException("This catalog does not serve " + method + " " + path);
    }

    private static void answer(HttpExchange exchange, RESTResponse response) throws IOException {
        if (response == null) {
            exchange.sendResponseHeaders(NO_CONTENT, NO_BODY);
        } else {
            send(exchange, OK, CatalogJson.write(response));
        }
    }

    private static void fail(HttpExchange exchange, RuntimeException failure) throws IOException {
        ErrorResponse error = CatalogErrors.describe(failure);
        if (error.code() >= SERVER_ERROR) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), failure);
        }
        send(exchange, error.code(), CatalogJson.write(error));
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}

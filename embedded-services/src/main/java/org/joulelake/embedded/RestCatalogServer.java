package org.joulelake.embedded;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.apache.iceberg.catalog.Catalog;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Iceberg REST catalog protocol over any catalog, on the JDK's own HTTP server.
 *
 * <p>Serves configuration, namespaces, tables (staged creation, commit, rename, registration), views and metrics reports.
 * It does not serve commits of several tables at once (no catalog behind it could do that atomically), scan planning and
 * tokens; {@code GET /v1/config} lists what it serves. Clients need the {@code uri} only: settings that they lack come
 * from the given defaults, and clients that ask for delegated access get the same with each table.
 *
 * <p>Requests are handled concurrently, so the backing catalog must be safe for threads. The server does not own it.
 */
public final class RestCatalogServer implements AutoCloseable {

    private static final String SERVICE = "The catalog";

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    /** Each waits for the catalog's database or for S3, not for a core. */
    private static final int THREADS = 32;

    static {
        // Read once by the JDK's server. Without it each answer waits 40 ms for the acknowledgement of its header.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final Runnable afterStop;

    private RestCatalogServer(HttpServer server, ExecutorService executor, Runnable afterStop) {
        this.server = server;
        this.executor = executor;
        this.afterStop = afterStop;
    }

    /**
     * Starts a server; requests are served when this returns.
     *
     * @param backing the catalog that is served; stays the caller's to close, after this server
     * @param clientDefaults catalog properties for clients that do not set them themselves
     * @param port on 127.0.0.1; 0 for a free one
     * @throws ServiceStartException if the port is in use
     */
    public static RestCatalogServer start(Catalog backing, Map<String, String> clientDefaults, int port) {
        return start(backing, clientDefaults, port, () -> {});
    }

    /** The same, with something to do when the server has stopped. */
    static RestCatalogServer start(Catalog backing, Map<String, String> clientDefaults, int port, Runnable afterStop) {
        // A HashMap, because Iceberg asks maps whether they hold null.
        HttpHandler handler = new CatalogHttpHandler(CatalogRoutes.of(backing, new HashMap<>(clientDefaults)));
        HttpServer server = bind(port);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, new DaemonThreads("catalog-"));
        server.createContext("/", handler);
        server.setExecutor(executor);
        server.start();
        return new RestCatalogServer(server, executor, afterStop);
    }

    /** What clients set as the catalog's {@code uri}. */
    public URI uri() {
        return URI.create(
                "http://" + LoopbackPort.HOST + ":" + server.getAddress().getPort());
    }

    /** Stops serving; what is under way is cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        afterStop.run();
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(LoopbackPort.address(port), 0);
        } catch (BindException e) {
            throw LoopbackPort.inUse(SERVICE, port, e);
        } catch (IOException e) {
            throw new ServiceStartException(SERVICE + " cannot start: " + e.getMessage(), e);
        }
    }

    /** Names threads, and lets the JVM end without them. */
    private static final class DaemonThreads implements ThreadFactory {
        private final String prefix;
        private final AtomicInteger count = new AtomicInteger();

        DaemonThreads(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
